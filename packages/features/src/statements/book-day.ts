/** A day that books can have: of the years of the uniform chart, so that the days around it are days of the calendar too. */
import { bothTexts } from '@muhasebi/platform/errors/both-texts.ts';
import { isoDate } from '@muhasebi/platform/http/wire.ts';

export const bookDay = isoDate.refine(
  (day) => day >= '1994-01-01' && day < '2200-01-01',
  bothTexts('1994 ile 2199 yılları arasında olmalı', 'must lie in the years 1994 to 2199'),
);
