import { HostObject } from './host-object.js';

/** Services the library creates for itself (such as AddinInternalService): every call is taken and nothing said. */
export class ServiceObject extends HostObject {
  constructor(name: string) {
    super({ name }, null);
  }

  override call(): unknown {
    return null;
  }

  override link(): HostObject {
    return this;
  }

  override read(): unknown {
    return null;
  }

  override write(): void {
    // Nothing to keep.
  }
}
