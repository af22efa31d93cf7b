const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** `812 B`, `9.4 MiB`, `1 GiB`. */
export const size = (bytes: number): string => {
  const unit = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  const value = bytes / 1_024 ** unit;
  return `${Number(value.toFixed(value < 10 ? 1 : 0))} ${units[unit]}`;
};
