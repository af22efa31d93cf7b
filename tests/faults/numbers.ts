const kills = Number(process.env.FASTDEPLOY_TEST_KILLS ?? 0);

/** How often a fault is tried: `usual` times in `npm test`, `full` times in `npm run test:faults`, which sets FASTDEPLOY_TEST_KILLS=100. */
export const times = (usual: number, full: number): number =>
  kills === 0 ? usual : Math.max(1, Math.round((full * kills) / 100));
