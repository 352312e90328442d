/** A port whose user may die before and after the effect of each call: `step` throws when it does. */
export const mortalPort = <Port extends object>(port: Port, step: () => Promise<void>): Port =>
  new Proxy(port, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...args: readonly unknown[]) => {
        await step();
        const result: unknown = await Reflect.apply(method, target, args);
        await step();
        return result;
      };
    },
  });
