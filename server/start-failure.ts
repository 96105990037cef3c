/** Why the program cannot start, and what to do: shown to whoever started it, without a stack. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
  constructor(
    message: string,
    readonly whatToDo: string,
  ) {
    super(message);
  }
}
