package io.roomcast.identity;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.util.List;
import java.util.Map;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an issuer, found by its metadata (OpenID Connect Discovery 1.0, RFC 8414)
 * when they are first asked for. One thread at a time may ask.
 */
final class IssuerKeys implements JWKSetSource<SecurityContext> {

	private static final String OPENID = "/.well-known/openid-configuration";

	private static final String OAUTH = "/.well-known/oauth-authorization-server";

	private final URL issuer;

	private final ResourceRetriever retriever;

	private volatile @Nullable JWKSetSource<SecurityContext> keys;

	IssuerKeys(URL issuer, ResourceRetriever retriever) {
		this.issuer = issuer;
		this.retriever = retriever;
	}

	@Override
	public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
			throws KeySourceException {
		JWKSetSource<SecurityContext> found = this.keys;
		if (found == null) {
			found = new URLBasedJWKSetSource<>(discover(), this.retriever);
			this.keys = found;
		}
		return found.getJWKSet(refresh, now, context);
	}

	private URL discover() throws JWKSetUnavailableException {
		String base = this.issuer.toString().replaceFirst("/$", "");
		String path = URI.create(base).getRawPath();
		String host = base.substring(0, base.length() - path.length());
		IOException failure = null;
		for (String address : List.of(base + OPENID, host + OPENID + path, host + OAUTH + path)) {
			try {
				return keysOf(this.retriever.retrieveResource(URI.create(address).toURL()).getContent());
			}
			catch (IOException ex) {
				failure = ex;
			}
		}
		throw new JWKSetUnavailableException("issuer " + this.issuer + " cannot be asked for its keys", failure);
	}

	private URL keysOf(String metadata) throws IOException {
		try {
			Map<String, Object> fields = JSONObjectUtils.parse(metadata);
			if (!this.issuer.toString().equals(JSONObjectUtils.getString(fields, "issuer"))) {
				throw new IOException("the metadata of " + this.issuer + " is another issuer's");
			}
			String address = JSONObjectUtils.getString(fields, "jwks_uri");
			if (address == null) {
				throw new IOException("the metadata of " + this.issuer + " names no keys");
			}
			return URI.create(address).toURL();
		}
		catch (ParseException | IllegalArgumentException ex) {
			throw new IOException("the metadata of " + this.issuer + " cannot be read", ex);
		}
	}

	@Override
	public void close() throws IOException {
		JWKSetSource<SecurityContext> found = this.keys;
		if (found != null) {
			found.close();
		}
	}

}
