type Values = Uint8Array | Uint32Array | Float64Array;

/** A typed array that grows. */
export interface Column<T extends Values> {
  /** The array, with room for so many values; what is beyond those written is undefined. */
  reserve(count: number): T;
  values(): T;
}

const firstLength = 1 << 10;

export const createColumn = <T extends Values>(make: (length: number) => T): Column<T> => {
  let values = make(firstLength);
  return {
    reserve: (count) => {
      if (count > values.length) {
        const larger = make(Math.max(count, values.length * 2));
        larger.set(values);
        values = larger;
      }
      return values;
    },
    values: () => values,
  };
};
