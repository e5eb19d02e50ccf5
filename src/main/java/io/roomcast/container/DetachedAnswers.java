package io.roomcast.container;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Writes every answer without the thread that made it, so that no client that reads
 * slowly or not at all holds a thread.
 */
final class DetachedAnswers extends Handler.Wrapper {

	private final AnswerBudget budget;

	DetachedAnswers(AnswerBudget budget) {
		this.budget = budget;
	}

	@Override
	public boolean handle(Request request, Response response, Callback callback) throws Exception {
		DetachedAnswer answer = new DetachedAnswer(request, response, callback, this.budget);
		return super.handle(request, answer, answer);
	}

}
