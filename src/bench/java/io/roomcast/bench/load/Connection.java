package io.roomcast.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * One client. What of a frame has come is kept until the rest comes, and what the socket
 * does not take until it does.
 */
final class Connection {

	private static final byte[] NOTHING = {};

	private final SocketChannel channel;

	private final SelectionKey key;

	private final Room room;

	// By sender: the number of the message that must come next.
	private final int[] next;

	private byte[] rest = NOTHING;

	private ByteBuffer unsent = ByteBuffer.wrap(NOTHING);

	private String name = "";

	private boolean upgraded;

	private Connection(SocketChannel channel, SelectionKey key, Room room, int senders) {
		this.channel = channel;
		this.key = key;
		this.room = room;
		this.next = new int[senders];
		room.enter();
	}

	/**
	 * Connects and asks for the upgrade.
	 * @param senders how many of the room will speak
	 */
	static Connection open(Selector selector, int port, Room room, int senders) throws IOException {
		SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		channel.configureBlocking(false);
		SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
		Connection connection = new Connection(channel, key, room, senders);
		key.attach(connection);
		connection.send(Wire.request(room.path(), port));
		return connection;
	}

	Room room() {
		return this.room;
	}

	/**
	 * Notes a message that has come.
	 * @return false if it, or a later one of the sender, has come before
	 */
	boolean advance(int sender, int number) {
		if (number < this.next[sender]) {
			return false;
		}
		this.next[sender] = number + 1;
		return true;
	}

	/**
	 * Returns what the server calls it, or nothing before the welcome.
	 */
	String name() {
		return this.name;
	}

	void name(String name) {
		this.name = name;
	}

	boolean isUpgraded() {
		return this.upgraded;
	}

	void upgrade() {
		this.upgraded = true;
	}

	/**
	 * Reads into the target, after what an earlier read left over.
	 * @return how many bytes the target holds now, or -1 at the end of the stream
	 */
	int read(ByteBuffer transfer, byte[] target) {
		int length = this.rest.length;
		System.arraycopy(this.rest, 0, target, 0, length);
		int read = receive(transfer.clear());
		if (read < 0) {
			return -1;
		}
		transfer.flip().get(target, length, read);
		return length + read;
	}

	void keep(byte[] source, int from, int to) {
		this.rest = (from == to) ? NOTHING : Arrays.copyOfRange(source, from, to);
	}

	void send(ByteBuffer bytes) {
		if (this.unsent.hasRemaining()) {
			this.unsent = ByteBuffer.allocate(this.unsent.remaining() + bytes.remaining())
				.put(this.unsent)
				.put(bytes)
				.flip();
			return;
		}
		this.unsent = bytes;
		flush();
	}

	void flush() {
		try {
			this.channel.write(this.unsent);
			int wanted = SelectionKey.OP_READ | (this.unsent.hasRemaining() ? SelectionKey.OP_WRITE : 0);
			if (this.key.interestOps() != wanted) {
				this.key.interestOps(wanted);
			}
		}
		catch (IOException ex) {
			// The next read meets the same, and it is there that a connection ends.
			this.unsent = ByteBuffer.wrap(NOTHING);
		}
	}

	void close() {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			// Then the system closes it, at the latest when this process ends.
			return;
		}
	}

	private int receive(ByteBuffer transfer) {
		try {
			return this.channel.read(transfer);
		}
		catch (IOException ex) {
			return -1;
		}
	}

}
