package steadfast.sandbox;

import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import steadfast.sandbox.faults.ChosenFaults;
import steadfast.sandbox.faults.Profile;
import steadfast.sandbox.protocol.Fault;

/** Reads the command-line flags for faults. */
interface WeatherFlags {

    /** Reads the name of a profile. */
    final class ProfileConverter implements ITypeConverter<Profile> {

        @Override
        public Profile convert(String text) {
            return Profile.titled(text)
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "'" + text + "' is not " + Profile.titles()));
        }
    }

    /** Returns every fault, for the help. */
    final class FaultTitles implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Fault.titles().iterator();
        }
    }

    /** Reads {@code NAME[:PERCENT]}. */
    final class FaultConverter implements ITypeConverter<ChosenFaults.Choice> {

        @Override
        public ChosenFaults.Choice convert(String text) {
            try {
                return ChosenFaults.Choice.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
