/** The `engines` of package.json, `^20.19 || >=22.12`: the floor of the tools that build and test. 21 is below both. */
export const isNodeEnough = (version) => {
  const [major, minor] = version.split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
};
