package io.roomcast.bench;

import java.util.Locale;

/**
 * What is measured.
 */
enum Figure {

	DELIVERIES_PER_SECOND("deliveries/s", "%,.0f", Better.MORE),

	P50_MILLIS("p50 ms", "%.2f", Better.LESS),

	P99_MILLIS("p99 ms", "%.2f", Better.LESS),

	P999_MILLIS("p99.9 ms", "%.2f", Better.LESS),

	/** The server's. */
	CPU_MICROS_PER_DELIVERY("CPU us/delivery", "%.3f", Better.LESS),

	/** Cores that the load used: where it is near 1, the load is the bottleneck. */
	LOAD_CORES("load cores", "%.2f", Better.NEITHER),

	KB_PER_CONNECTION("KB/connection", "%.1f", Better.LESS),

	CONNECT_SECONDS("connect s", "%.1f", Better.LESS);

	private final String title;

	private final String format;

	private final Better better;

	Figure(String title, String format, Better better) {
		this.title = title;
		this.format = format;
		this.better = better;
	}

	String title() {
		return this.title;
	}

	boolean isMoreBetter() {
		return this.better == Better.MORE;
	}

	/**
	 * Returns a median with its spread as text.
	 */
	String text(Results.Spread spread) {
		return String.format(Locale.ROOT, this.format + " (" + this.format + " to " + this.format + ")",
				spread.median(), spread.min(), spread.max());
	}

	/**
	 * Returns how many times better the one is than the other, or nothing if neither is.
	 */
	String gain(Results.Spread spread, Results.Spread other) {
		return switch (this.better) {
			case MORE -> times(spread.median() / other.median());
			case LESS -> times(other.median() / spread.median());
			case NEITHER -> "";
		};
	}

	private static String times(double ratio) {
		return String.format(Locale.ROOT, "%.1f", ratio);
	}

	private enum Better {

		MORE, LESS, NEITHER

	}

}
