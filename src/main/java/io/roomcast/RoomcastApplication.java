package io.roomcast;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Starts the service.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RoomcastApplication {

	public static void main(String[] args) {
		SpringApplication.run(RoomcastApplication.class, args);
	}

}
