import type { Request, Response } from 'express';

/** What no page of Sitebook uses: whatever slips into one cannot use it either. The clipboard is used. */
const PERMISSIONS_POLICY = [
  'accelerometer',
  'bluetooth',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/**
 * The headers of every answer, also of refusals: those of data, which nobody keeps, frames, embeds or runs. Pages say
 * otherwise where they have to, see `pages.ts`.
 */
export function commonHeaders(request: Request, response: Response): void {
  response
    .set('x-content-type-options', 'nosniff')
    .set('referrer-policy', 'no-referrer')
    .set('permissions-policy', PERMISSIONS_POLICY)
    .set('content-security-policy', "default-src 'none';frame-ancestors 'none'")
    .set('cross-origin-resource-policy', 'same-origin');
  // Until something says otherwise: refusals too are nobody else's. Files keep what is set before they are served.
  if (/^\/(v1|health|ready|metrics|sign-in)\b/.test(request.path)) response.set('cache-control', 'no-store');
  // On a developer's own computer it would close every other http port of it as well.
  if (request.secure && request.hostname !== 'localhost')
    response.set('strict-transport-security', 'max-age=31536000');
}
