package io.roomcast.fanout;

/**
 * The memory of this node, by what it is taken for. No byte counts twice.
 *
 * @param history the messages that rooms keep for those who come back
 * @param live the entries that rooms keep for slow subscribers only, and renderings
 * @param clients what is held for one client alone
 */
record Budgets(Budget history, Budget live, Budget clients) {

	static Budgets of(Limits limits) {
		return new Budgets(new Budget(limits.historyBudget()), new Budget(limits.liveBudget()),
				new Budget(limits.clientBudget()));
	}

}
