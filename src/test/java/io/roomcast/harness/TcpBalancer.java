package io.roomcast.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before several nodes and gives each connection to one of those that are ready,
 * by turns; to the next one if that refuses it. As real ones do, it asks from time to
 * time who is ready, and knows it a little late. Any thread may call.
 */
public final class TcpBalancer implements RunningChat {

	private static final long PROBE_MILLIS = 200;

	private final List<RunningChat> nodes = new CopyOnWriteArrayList<>();

	private final AtomicInteger turn = new AtomicInteger();

	private final ScheduledExecutorService prober = Executors.newSingleThreadScheduledExecutor();

	private final ProxyServer<ProxyLink> server;

	private volatile List<RunningChat> ready = List.of();

	private TcpBalancer(List<? extends RunningChat> nodes) throws IOException {
		this.nodes.addAll(nodes);
		this.server = new ProxyServer<>(this::connect, ProxyLink::new).start();
	}

	/**
	 * Starts a balancer on a free port.
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // goes on until it is closed
	public static TcpBalancer before(List<? extends RunningChat> nodes) throws IOException {
		TcpBalancer balancer = new TcpBalancer(nodes);
		balancer.probe();
		balancer.prober.scheduleWithFixedDelay(balancer::probe, PROBE_MILLIS, PROBE_MILLIS, TimeUnit.MILLISECONDS);
		return balancer;
	}

	/**
	 * Adds a node.
	 */
	public void add(RunningChat node) {
		this.nodes.add(node);
	}

	/**
	 * Returns the nodes that were ready when they were asked last.
	 */
	public List<RunningChat> ready() {
		return this.ready;
	}

	@Override
	public int port() {
		return this.server.port();
	}

	@Override
	public boolean isRunning() {
		return true;
	}

	@Override
	public void close() {
		this.prober.shutdownNow();
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void probe() {
		this.ready = this.nodes.stream().filter(TcpBalancer::isReady).toList();
	}

	private static boolean isReady(RunningChat node) {
		try {
			return node.isRunning() && node.get("/actuator/health/readiness").statusCode() == 200;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	private Socket connect() throws IOException {
		List<RunningChat> candidates = this.ready;
		for (int i = 0; i < candidates.size(); i++) {
			RunningChat node = candidates.get(Math.floorMod(this.turn.getAndIncrement(), candidates.size()));
			try {
				return ProxyServer.connect(node.port());
			}
			catch (IOException | IllegalStateException ex) {
				// The next one, then.
			}
		}
		throw new ConnectException("no node is ready");
	}

}
