/** Bodies that an attack sends to routes that take more than the names of things. */

export function importBody(): object {
  const plan = { columns: { date: 0, accountCode: 1, amount: 2 }, grouping: 'change', type: 'mahsup' };
  return { sheet: null, headerRow: 1, fillDown: false, allOrNothing: false, post: false, ...plan };
}

export function recurringBody(): object {
  return {
    name: 'saldırı',
    lines: [{ accountCode: '100.01', debit: '1.00' }],
    every: 'month',
    day: 1,
    from: '2027-01-01',
  };
}
