package io.roomcast;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.roomcast.harness.ChatServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * TLS by the service itself.
 */
class TlsIntegrationTests {

	private static final String PASSWORD = "open-sesame";

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
