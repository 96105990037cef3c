import { Refusal } from './refusal.js';

/** The options of Excel.WorksheetProtectionOptions, by their office.js names. */
export type ProtectionOptions = {
  allowAutoFilter: boolean;
  allowDeleteColumns: boolean;
  allowDeleteRows: boolean;
  allowEditObjects: boolean;
  allowEditScenarios: boolean;
  allowFormatCells: boolean;
  allowFormatColumns: boolean;
  allowFormatRows: boolean;
  allowInsertColumns: boolean;
  allowInsertHyperlinks: boolean;
  allowInsertRows: boolean;
  allowPivotTables: boolean;
  allowSort: boolean;
  selectionMode: 'Normal' | 'Unlocked' | 'None';
};

export const NO_OPTIONS: ProtectionOptions = {
  allowAutoFilter: false,
  allowDeleteColumns: false,
  allowDeleteRows: false,
  allowEditObjects: false,
  allowEditScenarios: false,
  allowFormatCells: false,
  allowFormatColumns: false,
  allowFormatRows: false,
  allowInsertColumns: false,
  allowInsertHyperlinks: false,
  allowInsertRows: false,
  allowPivotTables: false,
  allowSort: false,
  selectionMode: 'Normal',
};

/** How a password is checked: the text itself, or a file's hash of it. */
export type PasswordCheck = (password: string | null) => boolean;

/** Whether a sheet is protected, with what allowances, and who can lift it. */
export class SheetProtection {
  private isOn = false;
  private allowances: ProtectionOptions = NO_OPTIONS;
  private check: PasswordCheck | null = null;

  get isProtected(): boolean {
    return this.isOn;
  }

  get options(): ProtectionOptions {
    return this.allowances;
  }

  get hasPassword(): boolean {
    return this.check !== null;
  }

  protect(options: Partial<ProtectionOptions>, password: string | PasswordCheck | null): void {
    // behaviour: protect-twice-fails
    if (this.isOn) throw new Refusal('already-protected', 'The sheet is protected already.');
    this.isOn = true;
    this.allowances = { ...NO_OPTIONS, ...options };
    this.check = passwordCheck(password);
  }

  /** Lifts the protection. Returns false when there was none. */
  unprotect(password: string | null): boolean {
    if (!this.isOn) return false;
    // behaviour: wrong-password
    if (this.check && !this.check(password)) {
      throw new Refusal('wrong-password', 'The password you supplied is not correct.');
    }
    this.isOn = false;
    this.allowances = NO_OPTIONS;
    this.check = null;
    return true;
  }
}

function passwordCheck(password: string | PasswordCheck | null): PasswordCheck | null {
  if (password === null || password === '') return null;
  return typeof password === 'function' ? password : (given) => given === password;
}
