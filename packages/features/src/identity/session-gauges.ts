/** What the metrics tell of sign-ins: how many sessions are open, and how many are in use. */
import type { GaugeSource } from '@muhasebi/platform/metrics/gauge-source.ts';
import type { Database } from '../feature.ts';
import { countSessions } from './session-gauges.queries.ts';

const SESSIONS = 'muhasebi_sessions';

export function sessionGauges(db: Database): GaugeSource {
  return {
    name: 'sessions',
    keepSeconds: 30,
    gauges: {
      [SESSIONS]: {
        help: 'Sessions by state: open (not ended), and of these active (used within 15 minutes).',
        labels: ['state'],
      },
    },
    async read() {
      const { open, active } = await countSessions(db);
      return [
        { gauge: SESSIONS, labels: { state: 'open' }, value: open },
        { gauge: SESSIONS, labels: { state: 'active' }, value: active },
      ];
    },
  };
}
