/** The demo office and its removal; a real office has neither. */
import { defineErrors } from '@muhasebi/platform/errors/app-error.ts';
import { route } from '@muhasebi/platform/http/route.ts';
import { z } from 'zod';

const count = z.number().int();

export const demoOfficeContract = {
  showDemoOffice: route({
    method: 'GET',
    path: '/office/demo',
    permission: 'demo:remove',
    summary: 'Demo ofisinin içindekiler: kaldırılınca ne gider',
    response: z.object({ name: z.string(), clients: count, documents: count, vouchers: count }),
  }),
  removeDemoOffice: route({
    method: 'POST',
    path: '/office/demo/remove',
    permission: 'demo:remove',
    summary:
      'Demo ofisini kapatır ve içindeki her şeyle birlikte arka planda kaldırır; gerçek ofis kaldırılamaz',
    status: 202,
    idempotent: true,
  }),
};

export const { definitions: demoErrorDefinitions, errors: demoErrors } = defineErrors({
  NOT_A_DEMO_OFFICE: {
    status: 409,
    tr: 'Bu bir demo ofisi değil; gerçek bir ofis kaldırılamaz.',
    en: 'This is no demo office; a real office cannot be removed.',
    nextTr: 'Demo ofisine giriş yapıp oradan kaldırın.',
    nextEn: 'Sign in to the demo office and remove it there.',
  },
});
