import { createGeneratorSync } from 'json-schema-faker';
import { z } from 'zod';

/** Random numbers of a seed: the same seed is the same run. */
export type Chance = {
  /** From 0 up to, not including, `below`. */
  below: (below: number) => number;
  pick: <T>(from: readonly T[]) => T;
  /** True about once in so many times. */
  oneIn: (times: number) => boolean;
};

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most: number) => Math.floor(next() * most);
  return { below, pick: (from) => from[below(from.length)]!, oneIn: (times) => below(times) === 0 };
}

/** Generates bodies that a schema allows, or nearly. */
export function validBodies(seed: number): (schema: z.ZodType) => unknown {
  const generator = createGeneratorSync({ seed, maxItems: 4, maxLength: 60 });
  const known = new WeakMap<z.ZodType, object>();
  return (schema) => {
    let json = known.get(schema);
    if (json === undefined) {
      json = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' });
      known.set(schema, json);
    }
    return generator.generate(json as never);
  };
}

export const HUGE = 'x'.repeat(70_000);

/** Text as it goes over the line, in the place of one value of a body. */
const ODD_VALUES: readonly string[] = [
  'null',
  'true',
  '0',
  '-1',
  '-0',
  '1.5',
  '1e400',
  '-1e400',
  '2147483648',
  '9007199254740993',
  '99999999999999999999999999',
  '""',
  '" "',
  '"\\u0000"',
  '"a\\u0000b"',
  '"\\ud800"',
  '"\\udfff\\ud800"',
  '"\\\\u0000"',
  '"\\u202e\\u200b\\ufeff"',
  '"\ud83d\ude00"',
  '"\'; DROP TABLE person; --"',
  '"=1+1"',
  '"0000-01-01"',
  '"9999-12-31T23:59:59.999Z"',
  '"-000001-01-01T00:00:00Z"',
  '"2024-02-30"',
  '"00000000-0000-0000-0000-000000000000"',
  '[]',
  '[[]]',
  '{}',
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"x":1}}}',
  '{"a\\u0000b":1}',
  JSON.stringify(HUGE),
  `${'['.repeat(4_000)}${']'.repeat(4_000)}`,
  `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`,
];

type Step = string | number;

/** Every place in a value, as the way to it. */
function placesOf(value: unknown, way: Step[] = [], found: Step[][] = []): Step[][] {
  found.push(way);
  if (found.length > 400 || typeof value !== 'object' || value === null) return found;
  const steps: Step[] = Array.isArray(value) ? [...value.keys()].slice(0, 30) : Object.keys(value);
  for (const step of steps) placesOf((value as Record<Step, unknown>)[step], [...way, step], found);
  return found;
}

/** A body with one place of it gone wrong, as JSON text; not always JSON any more. */
export function mutated(chance: Chance, body: unknown): string {
  const text = JSON.stringify(body ?? {});
  const way = chance.pick(placesOf(body ?? {}));
  switch (chance.below(8)) {
    case 0:
      return text.slice(0, chance.below(text.length));
    case 1:
      return text.replace('{', `{"__proto__":{"status":"approved"},"extra":${chance.pick(ODD_VALUES)},`);
    case 2:
      return JSON.stringify(body ?? {}, (key, value: unknown) => (key === way.at(-1) ? undefined : value));
    default: {
      const marker = '\u0001odd\u0001';
      const copy = JSON.parse(text) as unknown;
      const placed = put(copy, way, marker);
      return JSON.stringify(placed).replace(JSON.stringify(marker), () => chance.pick(ODD_VALUES));
    }
  }
}

function put(value: unknown, [step, ...rest]: Step[], next: unknown): unknown {
  if (step === undefined) return next;
  const holder = value as Record<Step, unknown>;
  holder[step] = put(holder[step], rest, next);
  return value;
}

/** What may stand in the place of a parameter of a path, encoded or not. */
export const ODD_PARAMS: readonly string[] = [
  '608',
  '1',
  '0',
  '-1',
  '2147483648',
  '9007199254740993',
  '1e3',
  '1e300',
  'NaN',
  '%00',
  'a%00b',
  '%E0%A4%A',
  '%ED%A0%80',
  '%2e%2e%2f',
  '..%2f..',
  '%F0%9F%98%80',
  '__proto__',
  'constructor',
  '%20',
  'x'.repeat(3_000),
  '00000000-0000-0000-0000-000000000000',
  "'%20OR%201=1",
];

export const ODD_QUERIES: readonly string[] = [
  '',
  '',
  '',
  '?limit=0',
  '?limit=-1',
  '?limit=1e9',
  '?limit=2&limit=3',
  '?limit[]=1',
  '?after=%00',
  '?after=eyJ4IjoxfQ',
  '?after=' + 'a'.repeat(2_000),
  '?__proto__[x]=1',
  '?' + 'a=1&'.repeat(2_000),
  '?%E0%A4%A=1',
];
