import { Field, Textarea } from '@fluentui/react-components';
import { WEB_EN } from '../messages-en.js';

const WORDS = WEB_EN.plan;

export type ReasonFieldProps = { value: string; isMissing: boolean; onChange: (value: string) => void };

/** Why something is changed that approvals were given for. */
export function ReasonField({ value, isMissing, onChange }: ReasonFieldProps) {
  return (
    <Field
      label={WORDS.reason}
      hint={WORDS.reopens}
      required
      {...(isMissing ? { validationState: 'error', validationMessage: WORDS.reasonMissing } : {})}
    >
      <Textarea
        value={value}
        maxLength={500}
        resize="vertical"
        onChange={(_, { value: next }) => onChange(next)}
      />
    </Field>
  );
}
