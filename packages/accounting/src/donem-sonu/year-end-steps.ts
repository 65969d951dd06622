/** The vouchers that close a fiscal year, one function a step: each moves what its accounts still hold. */
import { compareAccountCodes } from '../hesap-plani/account-code.ts';
import type { ProposedLine } from '../yevmiye/voucher.ts';
import {
  type Balances,
  debitsFirst,
  type LineWords,
  leafOf,
  lineOf,
  netWithin,
  openWithin,
} from './balances.ts';
import { REFLECTIONS, targetOf } from './reflections.ts';

/** In the order in which they are posted; 1 Sıra No.lu MSUGT, closing of classes 7 and 6. */
export const YEAR_END_STEPS = [
  'yansitma',
  'maliyet',
  'sonuc',
  'vergi',
  'net-kar',
  'kar-zarar',
  'kapanis',
  'acilis',
] as const;
export type YearEndStep = (typeof YEAR_END_STEPS)[number];

export interface YearEndInput {
  /** Accounts that take postings. */
  readonly leaves: readonly string[];
  /** Target account by group of cost, where the accountant chose one; see `REFLECTIONS`. */
  readonly targets: Readonly<Record<string, string>>;
  /** The provision of the year's tax; 0 for a loss, or where the owner pays it. */
  readonly taxKurus: bigint;
  /** What of it stands in 691 already. */
  readonly provisionedKurus: bigint;
  /** What posted kapanış vouchers of the year moved, by account. */
  readonly closed: Balances;
  /** What posted açılış vouchers of the next year moved, by account. */
  readonly opened: Balances;
  /** True where some of those were not proposed here: they came from elsewhere, and only a person can judge them. */
  readonly isOpenedByHand: boolean;
}

/**
 * Why a step cannot be worked out yet. target: only the accountant knows where the costs of `code` go. account: `code`
 * has no sub-account that takes postings. by-hand: `code` still holds `kurus` which no rule closes. opened-by-hand: the next
 * year was opened by hand with other figures, `kurus` in all.
 */
export interface YearEndNeed {
  readonly kind: 'target' | 'account' | 'by-hand' | 'opened-by-hand';
  readonly code: string;
  readonly kurus: bigint;
  readonly targets: readonly string[];
}

export interface StepProposal {
  readonly lines: readonly ProposedLine[];
  readonly needs: readonly YearEndNeed[];
}

type Step = (balances: Balances, input: YearEndInput) => StepProposal;

const account = (code: string, kurus: bigint): YearEndNeed => ({ kind: 'account', code, kurus, targets: [] });
const byHand = (code: string, kurus: bigint): YearEndNeed => ({ kind: 'by-hand', code, kurus, targets: [] });

function words(role: string, text: string, textEn: string): LineWords {
  return { role: `donem-sonu.${role}`, text, textEn };
}

/** Moves `netKurus` from one account to another; a need where one of them has no leaf. */
function transfer(
  leaves: readonly string[],
  from: string,
  to: string,
  netKurus: bigint,
  said: LineWords,
): StepProposal {
  if (netKurus === 0n) return { lines: [], needs: [] };
  const [source, target] = [leafOf(leaves, from), leafOf(leaves, to)];
  if (source === null || target === null)
    return { lines: [], needs: [account(source === null ? from : to, netKurus)] };
  return {
    lines: debitsFirst([...lineOf(target, netKurus, said), ...lineOf(source, -netKurus, said)]),
    needs: [],
  };
}

function joined(proposals: readonly StepProposal[]): StepProposal {
  return {
    lines: proposals.flatMap(({ lines }) => lines),
    needs: proposals.flatMap(({ needs }) => needs),
  };
}

/** Costs that are not reflected yet go to stock or class 6 through the reflecting account: 632 / 771. */
const yansitma: Step = (balances, { leaves, targets }) =>
  joined(
    REFLECTIONS.map((reflection) => {
      const { group, reflectedBy } = reflection;
      const left = netWithin(balances, group);
      if (left === 0n) return { lines: [], needs: [] };
      const target = targetOf(reflection, targets);
      if (target === null)
        return {
          lines: [],
          needs: [{ kind: 'target', code: group, kurus: left, targets: reflection.targets }],
        };
      const said = words(
        'yansitma',
        `${group} grubunun ${target} hesabına yansıtılması`,
        `Costs of ${group} reflected to ${target}`,
      );
      return transfer(leaves, reflectedBy, target, left, said);
    }),
  );

/** Costs and their reflecting accounts, which now add up to zero, close against each other: 771 / 770. */
const maliyet: Step = (balances) =>
  joined(
    ['70', ...REFLECTIONS.map(({ group }) => group)].map((group) => {
      const left = netWithin(balances, group);
      if (left !== 0n) return { lines: [], needs: [byHand(group, left)] };
      const said = words(
        'maliyet',
        `${group} maliyet ve yansıtma hesaplarının kapatılması`,
        `Cost accounts of ${group} closed`,
      );
      return { lines: closing(openWithin(balances, group), said), needs: [] };
    }),
  );

/** Lines that bring these accounts to zero, debits first. */
function closing(open: readonly (readonly [string, bigint])[], said: LineWords): ProposedLine[] {
  return debitsFirst(open.flatMap(([code, net]) => lineOf(code, -net, said)));
}

/** Closes these accounts to one; a need where it has no leaf. */
function closeTo(
  balances: Balances,
  leaves: readonly string[],
  from: readonly string[],
  to: string,
  said: LineWords,
): StepProposal {
  const open = from.flatMap((code) => openWithin(balances, code));
  if (open.length === 0) return { lines: [], needs: [] };
  const net = open.reduce((sum, [, each]) => sum + each, 0n);
  const target = leafOf(leaves, to);
  if (target === null) return { lines: [], needs: [account(to, net)] };
  return { lines: debitsFirst([...closing(open, said), ...lineOf(target, net, said)]), needs: [] };
}

/** Income and expenses go to 690. 697 and 698 are closed by hand: what they go to depends on the correction (MSUGT 69). */
const sonuc: Step = (balances, { leaves }) => {
  const classes = ['60', '61', '62', '63', '64', '65', '66', '67', '68'];
  const said = words(
    'sonuc',
    'Gelir ve gider hesaplarının 690 hesabına devri',
    'Income and expenses closed to 690',
  );
  const left = ['697', '698'].flatMap((code) => {
    const net = netWithin(balances, code);
    return net === 0n ? [] : [byHand(code, net)];
  });
  return joined([closeTo(balances, leaves, classes, '690', said), { lines: [], needs: left }]);
};

/** The provision of the year's tax: 691 / 370. */
const vergi: Step = (_balances, { leaves, taxKurus, provisionedKurus }) => {
  const said = words('vergi', 'Dönem kârı vergi karşılığı', 'Provision of the tax of the year');
  return transfer(leaves, '370', '691', taxKurus - provisionedKurus, said);
};

/** 690 and 691 go to 692. */
const netKar: Step = (balances, { leaves }) => {
  const said = words('net-kar', '690 ve 691 hesaplarının 692 hesabına devri', '690 and 691 closed to 692');
  return closeTo(balances, leaves, ['690', '691'], '692', said);
};

/** 692 goes to 590 (profit) or 591 (loss). */
const karZarar: Step = (balances, { leaves }) => {
  const isProfit = netWithin(balances, '692') < 0n;
  const said = isProfit
    ? words('kar-zarar', 'Dönem net kârının 590 hesabına devri', 'Net profit of the year carried to 590')
    : words('kar-zarar', 'Dönem net zararının 591 hesabına devri', 'Net loss of the year carried to 591');
  return closeTo(balances, leaves, ['692'], isProfit ? '590' : '591', said);
};

/** Everything that is left closes, nazım accounts included; classes 6 and 7 hold nothing by now. */
const kapanis: Step = (balances) => {
  const said = words('kapanis', 'Kapanış kaydı', 'Closing entry');
  const result = ['6', '7'].flatMap((code) => {
    const open = openWithin(balances, code);
    return open.map(([each, net]) => byHand(each, net));
  });
  const open = [...balances]
    .filter(([, net]) => net !== 0n)
    .toSorted(([a], [b]) => compareAccountCodes(a, b));
  return result.length > 0 ? { lines: [], needs: result } : { lines: closing(open, said), needs: [] };
};

/** The mirror of the kapanış, less what is opened already; nothing where the year has no kapanış. A hand's opening is kept. */
const acilis: Step = (_balances, { closed, opened, isOpenedByHand }) => {
  const said = words('acilis', 'Açılış kaydı', 'Opening entry');
  if (openWithinAny(closed).length === 0) return { lines: [], needs: [] };
  const codes = [...new Set([...closed.keys(), ...opened.keys()])].toSorted(compareAccountCodes);
  const toMove = codes.map((code) => [code, (closed.get(code) ?? 0n) + (opened.get(code) ?? 0n)] as const);
  const lines = closing(toMove, said);
  if (!isOpenedByHand || lines.length === 0) return { lines, needs: [] };
  const kurus = lines.reduce((sum, line) => sum + line.debitKurus, 0n);
  return { lines: [], needs: [{ kind: 'opened-by-hand', code: '', kurus, targets: [] }] };
};

const openWithinAny = (balances: Balances) => [...balances.values()].filter((net) => net !== 0n);

export const STEP_RULES: Readonly<Record<YearEndStep, Step>> = {
  yansitma,
  maliyet,
  sonuc,
  vergi,
  'net-kar': netKar,
  'kar-zarar': karZarar,
  kapanis,
  acilis,
};
