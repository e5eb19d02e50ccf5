package io.roomcast;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Which package may import which. A rule for one package names all packages of ours that
 * it may import, and those of others where it matters.
 */
@AnalyzeClasses(packages = "io.roomcast", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String ROOT = "io.roomcast";

	private static final String[] JDK = { "java..", "org.jspecify.annotations.." };

	@ArchTest
	static final ArchRule protocolImportsJacksonOnly = classes().that()
		.resideInAPackage("..protocol..")
		.should()
		.onlyDependOnClassesThat(
				resideInAnyPackage("..roomcast.protocol..", "tools.jackson..", "com.fasterxml.jackson..")
					.or(resideInAnyPackage(JDK)));

	@ArchTest
	static final ArchRule fanoutImportsTheJdkOnly = classes().that()
		.resideInAPackage("..fanout..")
		.should()
		.onlyDependOnClassesThat(resideInAnyPackage("..roomcast.fanout..").or(resideInAnyPackage(JDK)));

	@ArchTest
	static final ArchRule limitImportsTheLevelBelow = onlyOursFor("limit", "protocol", "fanout");

	@ArchTest
	static final ArchRule engineImportsFanout = onlyOursFor("engine", "fanout", "limit");

	@ArchTest
	static final ArchRule chatImportsTheLevelsBelow = onlyOursFor("chat", "protocol", "engine", "fanout", "limit");

	@ArchTest
	static final ArchRule problemImportsProtocol = onlyOursFor("problem", "protocol");

	@ArchTest
	static final ArchRule identityImportsNoEdge = onlyOursFor("identity", "chat", "problem", "protocol", "fanout");

	@ArchTest
	static final ArchRule wsImportsNoOtherEdge = onlyOursFor("ws", "chat", "identity", "problem", "protocol", "fanout",
			"limit");

	@ArchTest
	static final ArchRule httpImportsNoOtherEdge = onlyOursFor("http", "chat", "identity", "problem", "protocol");

	@ArchTest
	static final ArchRule containerImportsNoOtherEdge = onlyOursFor("container", "chat", "engine", "fanout", "problem",
			"limit");

	@ArchTest
	static final ArchRule pagesImportsNoneOfOurs = onlyOursFor("pages");

	@ArchTest
	static final ArchRule opsImportsNoOtherEdge = onlyOursFor("ops", "engine", "fanout");

	@ArchTest
	static final ArchRule onlyWsImportsSpringWebSocket = noClasses().that()
		.resideOutsideOfPackage("..roomcast.ws..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.web.socket..");

	@ArchTest
	static final ArchRule onlyWsAndContainerImportJetty = noClasses().that()
		.resideOutsideOfPackages("..roomcast.ws..", "..roomcast.container..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.eclipse.jetty..");

	@ArchTest
	static final ArchRule onlyEngineImportsRedis = noClasses().that()
		.resideOutsideOfPackage("..roomcast.engine..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.lettuce..", "org.springframework.data.redis..");

	@ArchTest
	static final ArchRule onlyIdentityImportsSecurity = noClasses().that()
		.resideOutsideOfPackage("..roomcast.identity..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.security..", "com.nimbusds..");

	@ArchTest
	static final ArchRule rootHoldsTheApplicationAlone = classes().that()
		.resideInAPackage(ROOT)
		.and()
		.doNotHaveSimpleName("package-info")
		.should()
		.be(RoomcastApplication.class);

	@ArchTest
	static final ArchRule packagesHaveNoCycles = slices().matching("io.roomcast.(*)..").should().beFreeOfCycles();

	private static ArchRule onlyOursFor(String name, String... others) {
		DescribedPredicate<JavaClass> allowed = resideOutsideOfPackages(ROOT + "..")
			.or(resideInAnyPackage(ROOT + "." + name + ".."));
		for (String other : others) {
			allowed = allowed.or(resideInAnyPackage(ROOT + "." + other + ".."));
		}
		return classes().that()
			.resideInAPackage(ROOT + "." + name + "..")
			.should()
			.onlyDependOnClassesThat(allowed)
			.as("package " + name + " should import of ours only " + String.join(", ", others));
	}

}
