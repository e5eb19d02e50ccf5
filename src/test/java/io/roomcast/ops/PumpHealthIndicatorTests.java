package io.roomcast.ops;

import java.time.Duration;

import io.roomcast.engine.Engine;
import io.roomcast.fanout.PumpProgress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.health.contributor.Health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class PumpHealthIndicatorTests {

	private final Engine engine = mock();

	private final PumpProgress progress = mock();

	@ParameterizedTest
	@CsvSource({ "0, 0, UP", "9999, 59999, UP", "10000, 0, DOWN", "0, 60000, DOWN" })
	void pumpThatStandsStillForLongIsDown(long pass, long wait, String status) {
		given(this.engine.pumpProgress()).willReturn(this.progress);
		given(this.progress.longestPass()).willReturn(Duration.ofMillis(pass));
		given(this.progress.longestWait()).willReturn(Duration.ofMillis(wait));

		Health health = new PumpHealthIndicator(this.engine).health();

		assertThat(health.getStatus().getCode()).isEqualTo(status);
		assertThat(health.getDetails()).containsOnly(entry("passMillis", pass), entry("waitMillis", wait));
	}

}
