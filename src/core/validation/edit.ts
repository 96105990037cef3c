import { z } from 'zod';
import { Explanation } from '../budget/explanation.js';
import { LineItem } from '../budget/line-item.js';
import { Position } from '../staffing/position.js';

/**
 * One change of a site's content: a row as it now is, or its removal. `order` says where a row stands (larger is
 * further down); left out, a known row keeps its place and a new one goes to the end.
 */
export const Edit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('line'), line: LineItem, order: z.number().optional() }),
  z.object({ kind: z.literal('removeLine'), lineId: z.string() }),
  z.object({ kind: z.literal('position'), position: Position, order: z.number().optional() }),
  z.object({ kind: z.literal('removePosition'), positionId: z.string() }),
  /** An empty text takes an explanation back. */
  z.object({ kind: z.literal('explain'), explanation: Explanation }),
]);
export type Edit = z.infer<typeof Edit>;
