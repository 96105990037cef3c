/** Whether this runs on CI, where what cannot run is a failure. CI systems set CI to true, 1 or their own name. */
export function isOnCi(env) {
  return !['', '0', 'false'].includes((env.CI ?? '').trim().toLowerCase());
}
