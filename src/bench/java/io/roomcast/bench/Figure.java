package io.roomcast.bench;

import java.util.Locale;

/**
 * What is measured.
 */
public enum Figure {

	DELIVERIES_PER_SECOND("deliveries/s", "%,.0f", true),

	P50_MILLIS("p50 ms", "%.2f", false),

	P99_MILLIS("p99 ms", "%.2f", false),

	P999_MILLIS("p99.9 ms", "%.2f", false),

	/** The server's. */
	CPU_MICROS_PER_DELIVERY("CPU us/delivery", "%.3f", false),

	/** Cores that the load used: where it is near 1, the load is the bottleneck. */
	LOAD_CORES("load cores", "%.2f", false),

	KB_PER_CONNECTION("KB/connection", "%.1f", false),

	CONNECT_SECONDS("connect s", "%.1f", false);

	private final String title;

	private final String format;

	private final boolean moreIsBetter;

	Figure(String title, String format, boolean moreIsBetter) {
		this.title = title;
		this.format = format;
		this.moreIsBetter = moreIsBetter;
	}

	public String title() {
		return this.title;
	}

	String text(double value) {
		return String.format(Locale.ROOT, this.format, value);
	}

	/**
	 * How many times better the one is than the other.
	 */
	double gain(double value, double other) {
		return this.moreIsBetter ? value / other : other / value;
	}

}
