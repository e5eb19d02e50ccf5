package io.roomcast.limit;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * Where clients come from, as far as one of them could not easily come from elsewhere:
 * the whole of an IPv4 address, the first 64 bits of an IPv6 one, as those behind them
 * are the subscriber's own to choose. An IPv4 address that is mapped to IPv6 is the IPv4
 * one. What is no address, as a proxy may send it, is one address for all.
 */
record ClientAddress(Kind kind, long bits) {

	private static final ClientAddress UNKNOWN = new ClientAddress(Kind.UNKNOWN, 0);

	private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";

	private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

	/** Whether it is one is decided by the JDK. */
	private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

	/**
	 * Reads an address in its text form, with or without the brackets that URLs have and
	 * the zone of a link.
	 */
	static ClientAddress parse(String text) {
		String address = text.replaceFirst("^\\[(.*)]$", "$1").replaceFirst("%.*$", "");
		if (!IPV4.matcher(address).matches() && !IPV6.matcher(address).matches()) {
			// Not to be given to the JDK, which would ask DNS for it.
			return UNKNOWN;
		}
		try {
			return of(InetAddress.getByName((address.indexOf(':') >= 0) ? "[" + address + "]" : address));
		}
		catch (UnknownHostException ex) {
			return UNKNOWN;
		}
	}

	private static ClientAddress of(InetAddress address) {
		ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
		return (address instanceof Inet4Address) ? new ClientAddress(Kind.IPV4, Integer.toUnsignedLong(bytes.getInt()))
				: new ClientAddress(Kind.IPV6, bytes.getLong());
	}

	@Override
	public String toString() {
		return switch (this.kind) {
			case IPV4 -> "%d.%d.%d.%d".formatted(part(24, 0xff), part(16, 0xff), part(8, 0xff), part(0, 0xff));
			case IPV6 ->
				"%x:%x:%x:%x::/64".formatted(part(48, 0xffff), part(32, 0xffff), part(16, 0xffff), part(0, 0xffff));
			case UNKNOWN -> "unknown";
		};
	}

	private long part(int shift, int mask) {
		return (this.bits >>> shift) & mask;
	}

	/**
	 * The kinds of addresses.
	 */
	enum Kind {

		IPV4, IPV6, UNKNOWN

	}

}
