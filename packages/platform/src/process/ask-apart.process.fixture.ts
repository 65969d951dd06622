/** A process that does as it is told. */
import { readFileSync, writeFileSync } from 'node:fs';
import { answerApart } from './answer-apart.ts';

export type Order =
  | { readonly do: 'say'; readonly what: unknown }
  | { readonly do: 'throw'; readonly text: string }
  | { readonly do: 'read' | 'write'; readonly path: string }
  | { readonly do: 'environment' | 'turn for ever' | 'fill the memory' | 'end' };

answerApart((order: Order): unknown => {
  switch (order.do) {
    case 'say':
      return order.what;
    case 'throw':
      throw new TypeError(order.text);
    case 'read':
      return readFileSync(order.path, 'utf8');
    case 'write':
      return writeFileSync(order.path, '');
    case 'environment':
      return Object.keys(process.env);
    case 'turn for ever':
      for (;;);
    case 'fill the memory':
      for (const held: object[] = []; ; ) held.push(new Array(1000).fill(held.length));
    case 'end':
      return process.exit(3);
  }
});
