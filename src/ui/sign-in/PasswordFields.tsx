import { Field, Input } from '@fluentui/react-components';
import { PASSWORD_LENGTH } from '../../contract/password-rules.js';
import { ACCOUNT } from '../messages/account.js';

const WORDS = ACCOUNT.reset;

export type NewPassword = { password: string; again: string };
export const NO_PASSWORD: NewPassword = { password: '', again: '' };

/** What is wrong with a new password that a page can tell by itself; the server looks at the rest. */
export function faultsOf({ password, again }: NewPassword): { password?: string; again?: string } {
  if (Array.from(password).length < PASSWORD_LENGTH.least) return { password: WORDS.short };
  return password === again ? {} : { again: WORDS.different };
}

export type PasswordFieldsProps = {
  value: NewPassword;
  onChange: (value: NewPassword) => void;
  /** Shows what is wrong: once somebody has tried to save. */
  isChecked: boolean;
};

/** A new password, typed twice. */
export function PasswordFields({ value, onChange, isChecked }: PasswordFieldsProps) {
  const faults = isChecked ? faultsOf(value) : {};
  return (
    <>
      {(['password', 'again'] as const).map((field) => (
        <Field
          key={field}
          label={WORDS[field]}
          {...(field === 'password' ? { hint: WORDS.rules } : {})}
          {...(faults[field] === undefined ? {} : { validationMessage: faults[field] })}
        >
          <Input
            type="password"
            autoComplete="new-password"
            value={value[field]}
            onChange={(_, { value: text }) => onChange({ ...value, [field]: text })}
          />
        </Field>
      ))}
    </>
  );
}
