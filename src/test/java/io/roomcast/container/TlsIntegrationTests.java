package io.roomcast.container;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.roomcast.harness.ChatServer;
import io.roomcast.harness.Frame;
import io.roomcast.harness.RawHttp;
import io.roomcast.harness.RawWebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * TLS by the service itself.
 */
class TlsIntegrationTests {

	private static final String PASSWORD = "open-sesame";

	private static final int MESSAGES = 100;

	private static final int BYTES_EACH = 60_000;

	@Test
	void hostNeedNotBeInTheCertificate(@TempDir Path folder) throws Exception {
		Path keys = folder.resolve("keys.p12");
		makeCertificate(keys, "CN=somewhere.example");

		try (ChatServer server = ChatServer.start("server.ssl.key-store=" + keys,
				"server.ssl.key-store-password=" + PASSWORD);
				Socket socket = trusting(keys).getSocketFactory().createSocket("localhost", server.port())) {
			socket.getOutputStream()
				.write("GET /ping HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n"
					.getBytes(StandardCharsets.US_ASCII));
			String answer = new String(new DataInputStream(socket.getInputStream()).readAllBytes(),
					StandardCharsets.US_ASCII);

			assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("pong");
		}
	}

	@Test
	void unfinishedHandshakeIsCut(@TempDir Path folder) throws Exception {
		Path keys = folder.resolve("keys.p12");
		makeCertificate(keys, "CN=localhost");
		byte[] header = { 0x16, 0x03, 0x01, 0x02, 0x00 };

		try (ChatServer server = ChatServer.start("server.ssl.key-store=" + keys,
				"server.ssl.key-store-password=" + PASSWORD, "roomcast.http.request-timeout=400ms");
				RawHttp silent = RawHttp.open(server);
				RawHttp trickling = RawHttp.open(server)) {
			trickling.send(new String(header, StandardCharsets.ISO_8859_1));

			silent.awaitEnd();
			await().pollInterval(Duration.ofMillis(50)).until(() -> trickling.isCutAfter("\u0001"));
		}
	}

	@Test
	void clientThatPausesMissesNothing(@TempDir Path folder) throws Exception {
		Path keys = folder.resolve("keys.p12");
		makeCertificate(keys, "CN=localhost");

		try (ChatServer server = ChatServer.start("server.ssl.key-store=" + keys,
				"server.ssl.key-store-password=" + PASSWORD, "roomcast.room.log-size=64MB");
				RawWebSocket talker = connect(server, keys);
				RawWebSocket listener = connect(server, keys)) {
			assertThat(talker.nextText()).isEqualTo("user_2 joined");
			for (int i = 0; i < MESSAGES; i++) {
				talker.send(Frame.of(true, Frame.BINARY, message(i)));
				assertThat(talker.next().bytes()).isEqualTo(message(i));
			}

			for (int i = 0; i < MESSAGES; i++) {
				assertThat(listener.next().bytes()).isEqualTo(message(i));
			}
		}
	}

	private static RawWebSocket connect(ChatServer server, Path keys) throws Exception {
		Socket socket = trusting(keys).getSocketFactory().createSocket("localhost", server.port());
		socket.setTcpNoDelay(true);
		RawWebSocket client = RawWebSocket.open(socket, server.ws("/chat"));
		assertThat(client.nextText()).startsWith("welcome ");
		return client;
	}

	private static byte[] message(int number) {
		byte[] bytes = new byte[BYTES_EACH];
		ByteBuffer.wrap(bytes).putInt(number);
		return bytes;
	}

	private static void makeCertificate(Path keys, String name) throws IOException, InterruptedException {
		String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
		Process process = new ProcessBuilder(keytool, "-genkeypair", "-keyalg", "EC", "-dname", name, "-storetype",
				"PKCS12", "-keystore", keys.toString(), "-storepass", PASSWORD, "-alias", "roomcast")
			.inheritIO()
			.start();
		assertThat(process.waitFor()).isZero();
	}

	private static SSLContext trusting(Path keys) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(keys)) {
			store.load(in, PASSWORD.toCharArray());
		}
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry("roomcast", store.getCertificate("roomcast"));
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trust.getTrustManagers(), null);
		return context;
	}

}
