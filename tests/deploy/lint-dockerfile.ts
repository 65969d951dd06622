/** The rules that our Dockerfiles keep, for machines where no lint of Dockerfiles is at hand. */
import {
  execForm,
  type Instruction,
  lastOf,
  lineage,
  readInstructions,
  readStages,
  type Stage,
} from './dockerfile.ts';

/** Every rule that the file breaks, in words; `targets` are the stages that are shipped. */
export function lintDockerfile(text: string, targets: readonly string[]): string[] {
  const stages = readStages(text);
  return [
    ...stages.flatMap((stage) => baseProblems(stages, stage)),
    ...readInstructions(text).flatMap(instructionProblems),
    ...targets.flatMap((target) => targetProblems(stages, target)),
  ];
}

function baseProblems(stages: readonly Stage[], { from }: Stage): string[] {
  const isOurs = stages.some(({ name }) => name === from);
  const isPinned = /^[\w./-]+:\d+\.\d+(\.\d+)?[\w.-]*(@sha256:[0-9a-f]{64})?$/.test(from);
  return isOurs || isPinned ? [] : [`FROM ${from}: no exact version`];
}

function instructionProblems({ name, text }: Instruction): string[] {
  const problems: string[] = [];
  const namesSecret = /\b\w*(PASSWORD|SECRET|TOKEN|PRIVATE|CREDENTIAL|_KEY|DATABASE_URL|SMTP_URL)\w*/i.test(
    text,
  );
  if ((name === 'ARG' || name === 'ENV') && namesSecret) problems.push(`${name} ${text}: names a secret`);
  if (name === 'ADD') problems.push(`ADD ${text}: COPY says what it does`);
  if (name === 'RUN' && /(curl|wget)[^|]*\|\s*(ba)?sh/.test(text))
    problems.push(`RUN ${text}: fetched and run`);
  if (name === 'RUN' && /\bsudo\b/.test(text)) problems.push(`RUN ${text}: sudo`);
  if (name === 'RUN' && /\bpnpm(?!@\d+\.\d+\.\d+)\b(?!\/)/.test(text.replaceAll('.pnpm/', '')))
    problems.push(`RUN ${text}: pnpm without its version`);
  return problems;
}

function targetProblems(stages: readonly Stage[], target: string): string[] {
  const problems: string[] = [];
  const [account = ''] = (lastOf(stages, target, 'USER') ?? '').split(':');
  // A number, so that an orchestrator can see that it is not root.
  if (!/^[1-9]\d*$/.test(account)) problems.push(`${target}: USER is not an unprivileged number`);
  if (lineage(stages, target).instructions.at(-1)?.name === 'USER')
    problems.push(`${target}: USER starts nothing`);
  const check = lastOf(stages, target, 'HEALTHCHECK');
  if (check === undefined) problems.push(`${target}: no HEALTHCHECK`);
  else if (check !== 'NONE' && !execForm(check.replace(/^.*?CMD\s+/, '')))
    problems.push(`${target}: HEALTHCHECK is not in exec form`);
  for (const name of ['CMD', 'ENTRYPOINT']) {
    const words = lastOf(stages, target, name);
    if (words !== undefined && !execForm(words)) problems.push(`${target}: ${name} is not in exec form`);
  }
  if (lastOf(stages, target, 'CMD') === undefined) problems.push(`${target}: no CMD`);
  return problems;
}
