/** The plugin maps by itself. */
export function track(player, port, options = {}) {
  const tracking = player.mediaTracking({
    collectionUrl: `http://localhost:${port}`,
    analytics: { trackingServer: 'company.sc.omtrdc.net', reportSuite: 'bench' },
    visitor: { marketingCloudOrgId: '0123456789ABCDEF@AdobeOrg' },
    media: { name: 'Bench' },
    ...options,
  });
  return {
    tracking,
    /** One event more, of a kind that nothing thins or holds. */
    event: (n) => tracking.reportError(`bench-${n}`),
  };
}
