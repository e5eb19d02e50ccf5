package io.roomcast.fanout;

/**
 * The budgets of this node. Each byte is charged to one of them at a time.
 *
 * @param history the messages that rooms keep as history
 * @param live the entries that rooms keep for slow subscribers only, and all renderings
 * that are kept
 * @param clients what is held for one client alone
 */
record Budgets(Budget history, Budget live, Budget clients) {

	static Budgets of(Limits limits) {
		return new Budgets(new Budget(limits.historyBudget()), new Budget(limits.liveBudget()),
				new Budget(limits.clientBudget()));
	}

}
