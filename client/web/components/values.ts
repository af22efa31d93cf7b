/** Several values in one place of an address, `wiki,shop`; a comma within a value is written as `%2C`. */
export const valuesOf = (text: string | undefined): string[] =>
  text ? text.split(',').map((value) => value.replaceAll('%2C', ',')) : [];

/** Nothing for no value, so that the address does not name it. */
export const textOf = (values: readonly string[]): string | undefined =>
  values.length === 0 ? undefined : values.map((value) => value.replaceAll(',', '%2C')).join(',');

export const toggled = (text: string | undefined, value: string): string | undefined => {
  const values = valuesOf(text);
  return textOf(values.includes(value) ? values.filter((each) => each !== value) : [...values, value]);
};
