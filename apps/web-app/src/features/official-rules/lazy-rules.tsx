/** What pages say of the official rules, loaded with its texts after what it is about. */
import { type ComponentProps, lazy, Suspense } from 'react';
import { withTexts } from '../../i18n/page-texts.ts';
import { knowsRules } from './known-rules.ts';
import classes from './official-rules.module.css';

const MissingLine = lazy(() =>
  withTexts(['invoice'], import('./missing-rules.tsx')).then((part) => ({ default: part.MissingRules })),
);
const VerdictLine = lazy(() =>
  withTexts(['invoice'], import('./official-verdict.tsx')).then((part) => ({
    default: part.OfficialVerdict,
  })),
);

export function MissingRules() {
  return (
    <Suspense fallback={knowsRules() ? null : <p className={classes.missing} />}>
      <MissingLine />
    </Suspense>
  );
}

export function OfficialVerdict(props: ComponentProps<typeof VerdictLine>) {
  return (
    <Suspense fallback={null}>
      <VerdictLine {...props} />
    </Suspense>
  );
}
