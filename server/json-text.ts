/** A reply that is JSON text already, such as a stored document that nobody here has to read. */
export class JsonText {
  constructor(readonly text: string) {}
}
