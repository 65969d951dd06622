/** The places of the portal in their order, each with the permission that opens it. */

const PLACES = [
  { to: '/portal/$clientId/belgelerim', permission: 'portal:documents', icon: 'document', name: 'sent' },
  { to: '/portal/$clientId/yukle', permission: 'document:upload', icon: 'upload', name: 'send' },
  { to: '/portal/$clientId/istenenler', permission: 'portal:requests', icon: 'clock', name: 'asked' },
  { to: '/portal/$clientId/raporlarim', permission: 'portal:reports', icon: 'scale', name: 'reports' },
] as const;

/** Those that the office opened to the person. */
export function placesFor(permissions: readonly string[]): readonly (typeof PLACES)[number][] {
  return PLACES.filter(({ permission }) => permissions.includes(permission));
}
