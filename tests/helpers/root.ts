/** Mounts, process namespaces and other users need root. Developers may lack it; where FASTDEPLOY_TEST_REQUIRE names sudo it is there. */
export const isRoot: boolean =
  process.getuid?.() === 0 || (process.env.FASTDEPLOY_TEST_REQUIRE ?? '').split(',').includes('sudo');
