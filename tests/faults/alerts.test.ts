/** Each alert fires for its symptom and for nothing else, as Prometheus itself judges. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findPeer } from '@muhasebi/testkit/peers.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { alertNames, dashboardQueries, ILL, RULES, rulesText, type Series, WELL } from './alerts.ts';

const promtool = findPeer('promtool');
const PROMTOOL = promtool ?? '';
const folder = mkdtempSync(path.join(tmpdir(), 'muhasebi-alerts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The alerts that fire at the 80th minute of these series, as promtool names them. */
function firing(series: Series): string[] {
  const test = {
    interval: '1m',
    input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
    // Nothing is expected, so that promtool tells all that there is.
    promql_expr_test: [
      {
        expr: 'count by (alertname) (ALERTS{alertstate="firing"})',
        eval_time: '80m',
        exp_samples: [],
      },
    ],
  };
  const file = path.join(folder, 'test.yml');
  // JSON is YAML, too.
  writeFileSync(file, JSON.stringify({ rule_files: [RULES], evaluation_interval: '1m', tests: [test] }));
  const { status, stdout, stderr } = spawnSync(PROMTOOL, ['test', 'rules', file], { encoding: 'utf8' });
  const told = [...(stdout + stderr).matchAll(/alertname="(\w+)"/g)].flatMap(([, name]) => name ?? []);
  if ((status === 0) !== (told.length === 0)) throw new Error(`promtool failed:\n${stdout}${stderr}`);
  return told;
}

describe.skipIf(promtool === undefined)('with promtool (Debian package prometheus)', () => {
  it('the rules are well formed', () => {
    expect(execFileSync(PROMTOOL, ['check', 'rules', RULES], { encoding: 'utf8' })).toContain(
      `${alertNames.length} rules found`,
    );
  });

  it('every query of the dashboard is one that Prometheus understands', () => {
    const rules = dashboardQueries.map((expr, index) => ({
      record: `panel:${index}`,
      expr: expr.replaceAll('$', ''),
    }));
    const file = path.join(folder, 'dashboard.yml');
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
    const { status, stderr } = spawnSync(PROMTOOL, ['check', 'rules', file], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  it('an installation that is well raises nothing', () => {
    expect(firing(WELL)).toEqual([]);
  });

  it.each(Object.entries(ILL))('%s fires for its symptom, and only it', (name, change) => {
    expect(firing({ ...WELL, ...change })).toEqual([name]);
  });
});

it('every alert has a symptom that provokes it', () => {
  expect(Object.keys(ILL).toSorted()).toEqual(alertNames.toSorted());
});

it('every alert leads to a part of the runbook that is there', () => {
  const runbook = readFileSync(path.join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
  const anchors = [...runbook.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
  const links = [...rulesText.matchAll(/runbook: docs\/runbook\.md#(.+)/g)].map(([, anchor]) => anchor);
  expect(links).toHaveLength(alertNames.length);
  for (const link of links) expect(anchors).toContain(link);
});
