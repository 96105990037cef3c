/** Changes whenever the same content and rules could give other figures or problems. Stands on every receipt. */
export const ENGINE_VERSION = '2';
