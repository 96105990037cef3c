import { intersect, type Block } from '../model/block.js';
import type { DataValidation } from '../model/data-validation.js';
import { touching } from '../model/sheet.js';
import { defineType } from './host-object.js';
import type { RangeRef } from './range-ref.js';
import { booleanValue, isRecord } from './read-arguments.js';
import { invalidArgument } from './rich-error.js';

/** `valid` is left out on purpose: nothing here judges a cell by its rule. */
// behaviour: validation-is-a-hint
export const dataValidation = defineType<RangeRef>({
  name: 'DataValidation',
  scalars: {
    Type: { get: (range) => typeOf(range) },
    Rule: {
      get: (range) => (isMixed(range) ? null : (found(range)?.rule ?? {})),
      set: (range, value) => {
        if (!isRecord(value)) throw invalidArgument();
        update(range, (validation) => (validation.rule = value));
      },
    },
    ErrorAlert: {
      get: (range) => found(range)?.errorAlert ?? null,
      set: (range, value) => update(range, (validation) => (validation.errorAlert = value)),
    },
    Prompt: {
      get: (range) => found(range)?.prompt ?? null,
      set: (range, value) => update(range, (validation) => (validation.prompt = value)),
    },
    IgnoreBlanks: {
      get: (range) => found(range)?.ignoreBlanks ?? true,
      set: (range, value) => {
        const isIgnored = booleanValue(value);
        update(range, (validation) => (validation.ignoreBlanks = isIgnored));
      },
    },
  },
  methods: {
    Clear: (range) => {
      range.sheet.guardDesign();
      range.sheet.validations = range.sheet.validations.filter(({ block }) => !isInside(block, range.block));
      range.sheet.designChanged(range.block, 'addin');
    },
  },
});

/** The validation that covers the whole range; the latest wins. */
function found({ sheet, block }: RangeRef): DataValidation | undefined {
  return sheet.validations.find((validation) => isInside(block, validation.block));
}

function isMixed(range: RangeRef): boolean {
  return found(range) === undefined && touching(range.sheet.validations, range.block).length > 0;
}

function typeOf(range: RangeRef): string {
  if (isMixed(range)) return 'MixedCriteria';
  const [kind = 'none'] = Object.keys(found(range)?.rule ?? {});
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}

function update(range: RangeRef, edit: (validation: DataValidation) => void): void {
  const { sheet, block } = range;
  sheet.guardDesign();
  let own = sheet.validations.find(
    (validation) => isInside(block, validation.block) && isInside(validation.block, block),
  );
  if (!own) {
    own = { block: { ...block }, rule: {}, errorAlert: null, prompt: null, ignoreBlanks: true };
    sheet.validations = [
      own,
      ...sheet.validations.filter((validation) => !isInside(validation.block, block)),
    ];
  }
  edit(own);
  sheet.designChanged(block, 'addin');
}

function isInside(inner: Block, outer: Block): boolean {
  const shared = intersect(inner, outer);
  return shared !== null && shared.rows === inner.rows && shared.columns === inner.columns;
}
