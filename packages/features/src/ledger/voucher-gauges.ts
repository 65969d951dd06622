/** What the metrics tell of the books: how many vouchers are drafts and how many are posted, over all offices. */
import type { GaugeSource } from '@muhasebi/platform/metrics/gauge-source.ts';
import { askEveryOffice } from '../every-office.queries.ts';
import type { Database } from '../feature.ts';
import { countVoucherStatuses } from './voucher-gauges.queries.ts';

const BY_STATUS = 'muhasebi_vouchers';

/** Posted vouchers never go away, so their growth is the rate of posting. Only sums leave the offices. */
export function voucherGauges(db: Database): GaugeSource {
  return {
    name: 'vouchers',
    keepSeconds: 60,
    gauges: {
      [BY_STATUS]: { help: 'Vouchers of all offices by status: draft or posted.', labels: ['status'] },
    },
    async read() {
      const offices = await askEveryOffice(db, countVoucherStatuses);
      return (['draft', 'posted'] as const).map((status) => ({
        gauge: BY_STATUS,
        labels: { status },
        value: offices.reduce((sum, office) => sum + office[status], 0),
      }));
    },
  };
}
