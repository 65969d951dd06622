/** Reads a Dockerfile: its stages, each with its instructions in order. */

export interface Instruction {
  /** In capitals: FROM, RUN, COPY, … */
  readonly name: string;
  /** The rest of the line; continued lines are joined by a space. */
  readonly text: string;
}

export interface Stage {
  readonly name: string;
  /** An image of a registry, or the name of an earlier stage. */
  readonly from: string;
  readonly instructions: readonly Instruction[];
}

/** The instructions of a Dockerfile, comments left out, FROM included. */
export function readInstructions(text: string): Instruction[] {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  return lines.map((line) => {
    const [, name = '', rest = ''] = /^([A-Za-z]+)\s+(.*)$/.exec(line) ?? [];
    return { name: name.toUpperCase(), text: rest.trim() };
  });
}

/** The stages in the order of the file. @throws Error for an instruction that stands before the first FROM */
export function readStages(text: string): Stage[] {
  const stages: { name: string; from: string; instructions: Instruction[] }[] = [];
  for (const instruction of readInstructions(text)) {
    if (instruction.name === 'FROM') {
      const [from = '', , name = `stage-${stages.length}`] = instruction.text.split(/\s+/);
      stages.push({ name, from, instructions: [] });
      continue;
    }
    const stage = stages.at(-1);
    if (!stage) throw new Error(`${instruction.name} stands before the first FROM`);
    stage.instructions.push(instruction);
  }
  return stages;
}

/** A stage with everything it inherits, the base image's own name first. */
export function lineage(
  stages: readonly Stage[],
  name: string,
): { base: string; instructions: Instruction[] } {
  const stage = stages.find((candidate) => candidate.name === name);
  if (!stage) return { base: name, instructions: [] };
  const before = lineage(stages, stage.from);
  return { base: before.base, instructions: [...before.instructions, ...stage.instructions] };
}

/** The words of an exec form (`["node", "main.ts"]`); undefined for a shell form. */
export function execForm(text: string): string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  const words: unknown = JSON.parse(text);
  return Array.isArray(words) ? words.map(String) : undefined;
}

/** The last instruction of a kind that holds in a stage, inherited ones included. */
export function lastOf(stages: readonly Stage[], stage: string, name: string): string | undefined {
  return lineage(stages, stage).instructions.findLast((instruction) => instruction.name === name)?.text;
}

/** The variables that a stage sets. */
export function environmentOf(stages: readonly Stage[], stage: string): Record<string, string> {
  const pairs = lineage(stages, stage)
    .instructions.filter(({ name }) => name === 'ENV')
    .flatMap(({ text }) => [...text.matchAll(/([A-Z][A-Z0-9_]*)=(\S+)/g)])
    .map(([, name = '', value = '']): [string, string] => [name, value]);
  return Object.fromEntries(pairs);
}
