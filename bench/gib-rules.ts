/** Measures documents judged per second and core by XSD and all of GİB's rules, beside Saxon-HE on the same rules and documents. */

import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectPackFiles, openRulePack, type RulePack } from '@muhasebi/connectors/gib-rules/rule-pack.ts';
import { readSchematron } from '@muhasebi/connectors/gib-rules/schematron/read-schematron.ts';
import { decodeXml } from '@muhasebi/connectors/ubl-tr/decode-xml.ts';
import { readUbl } from '@muhasebi/connectors/ubl-tr/read-ubl.ts';
import { stylesheetOf } from './gib-rules-saxon/stylesheet-of.ts';
import { median } from './median.ts';
import { tell } from './tell.ts';

const GIB = process.argv[2] ?? join(import.meta.dirname, '../../shared/gib');
const ZIPS = ['e-FaturaPaketi.zip', 'UBL-TR1.2.1_Paketi.zip'].map((name) => join(GIB, 'rules', name));
const PEERS = join(import.meta.dirname, '../node_modules/.cache/peers');
/** Programs of the machine, none of ours. */
const [JAVA, APT, DPKG] = ['java', 'apt-get', 'dpkg'] as const;
const ROUNDS = 15;
const WARM_ROUNDS = 15;
const TODAY = '2026-11-28';
const GOAL = 2;
const GOAL_OPEN_MS = 30_000;

interface Sample {
  readonly bytes: Buffer;
  readonly type: 'efatura' | 'earchive';
}

/** Processor time of all threads, per document, so that a busy machine does not count. */
function measure(
  pack: RulePack,
  samples: readonly Sample[],
): { readonly cpuMs: number; readonly faults: number } {
  const rounds: number[] = [];
  let faults = 0;
  for (let round = -WARM_ROUNDS; round < ROUNDS; round++) {
    const before = process.cpuUsage();
    faults = 0;
    for (const { bytes, type } of samples) faults += pack.judge(bytes, { type, today: TODAY }).faultCount;
    const { user, system } = process.cpuUsage(before);
    if (round >= 0) rounds.push((user + system) / 1000 / samples.length);
  }
  return { cpuMs: median(rounds), faults };
}

interface Timed {
  readonly openMs: number;
  readonly cpuMs: number;
  readonly faults: number;
}

/** Null where there is no Java, or Saxon cannot be had. */
function timeSaxon(samples: readonly Sample[]): Timed | null {
  const jar = findSaxon();
  if (jar === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'muhasebi-saxon-'));
  try {
    const sheets = ['efatura', 'earchive'].map((type) => {
      const flat = readFileSync(join(GIB, `rules/flattened-20260312/${type}-flat.sch`));
      const sheet = join(folder, `${type}.xsl`);
      writeFileSync(
        sheet,
        stylesheetOf(
          readSchematron(`${type}-flat.sch`, flat, () => undefined),
          type,
        ),
      );
      return sheet;
    });
    const documents = samples.map(({ bytes, type }, index) => {
      const file = join(folder, `${index}.xml`);
      writeFileSync(file, bytes);
      return `${type}=${file}`;
    });
    const source = join(import.meta.dirname, 'gib-rules-saxon/TimeSaxon.java');
    const args = [String(ROUNDS), String(WARM_ROUNDS), ...sheets, ...documents];
    return JSON.parse(execFileSync(JAVA, ['-cp', jar, source, ...args], { encoding: 'utf8' }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Debian's package, installed or unpacked beside the other peers; nothing is installed. */
function findSaxon(): string | null {
  const places = ['/usr/share/java/Saxon-HE.jar', join(PEERS, 'saxon/usr/share/java/Saxon-HE.jar')];
  try {
    execFileSync(JAVA, ['-version'], { stdio: 'ignore' });
    const found = places.find((place) => existsSync(place));
    if (found !== undefined) return found;
    const folder = join(PEERS, 'saxon');
    mkdirSync(folder, { recursive: true });
    execFileSync(APT, ['download', 'libsaxonhe-java'], { cwd: folder, stdio: 'ignore' });
    for (const file of globSync('*.deb', { cwd: folder }))
      execFileSync(DPKG, ['-x', file, '.'], { cwd: folder });
    return places.find((place) => existsSync(place)) ?? null;
  } catch {
    // No Java, or no package to be had: the figure stands alone, and says so.
    return null;
  }
}

function readSamples(): readonly Sample[] {
  return globSync('samples/*/*.xml', { cwd: GIB }).flatMap((name): Sample[] => {
    const bytes = readFileSync(join(GIB, name));
    const read = readUbl(bytes);
    if (!read.ok) return [];
    const isArchive = read.documents.some(({ header }) => header.profile === 'EARSIVFATURA');
    return [{ bytes: decodeXml(bytes).utf8, type: isArchive ? 'earchive' : 'efatura' }];
  });
}

async function main(): Promise<void> {
  if (!existsSync(GIB)) {
    console.log(JSON.stringify({ bench: 'gib-rules', skipped: 'packs and samples absent' }));
    return;
  }
  const samples = readSamples();
  const started = performance.now();
  const files = await collectPackFiles(ZIPS);
  const pack = openRulePack(files);
  const openMs = Math.round(performance.now() - started);
  const whole = measure(pack, samples);
  pack.dispose();
  const rulesOnly = openRulePack(new Map([...files].filter(([name]) => !name.endsWith('.xsd'))));
  const rules = measure(rulesOnly, samples);
  rulesOnly.dispose();
  const saxon = timeSaxon(samples);
  if (saxon !== null && saxon.faults !== whole.faults)
    throw new Error(`Saxon-HE counts ${saxon.faults} faults, we ${whole.faults}`);
  const perSecond = (cpuMs: number): number => Math.round(1000 / cpuMs);
  tell({
    bench: 'gib-rules',
    unit: 'documents/s and core',
    figure: perSecond(whole.cpuMs),
    baseline: saxon === null ? 0 : perSecond(saxon.cpuMs),
    baselineIs:
      saxon === null ? 'SKIPPED: no Java or no Saxon-HE to be had' : 'Saxon-HE, schematron alone, warm',
    goal: `≥ ${GOAL} of the baseline, pack opened in ${GOAL_OPEN_MS / 1000} s`,
    met: saxon === null ? null : saxon.cpuMs / whole.cpuMs >= GOAL && openMs <= GOAL_OPEN_MS,
    details: {
      documents: samples.length,
      faults: whole.faults,
      openMs,
      xsdAndSchematronMs: round(whole.cpuMs),
      parseAndSchematronMs: round(rules.cpuMs),
      saxonMs: saxon === null ? null : round(saxon.cpuMs),
      saxonOpenMs: saxon?.openMs ?? null,
      rounds: ROUNDS,
    },
  });
}

function round(ms: number): number {
  return Number(ms.toFixed(3));
}

await main();
