package steadfast.launcher.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;
import steadfast.launcher.files.Owner;
import steadfast.launcher.process.LaunchFailure;

/** Turns a failure into one sentence and an exit code; only a bug of ours shows its stack. */
public final class FailureSentence implements IExecutionExceptionHandler {

    private static final int FAILED = 1;
    private static final int INTERRUPTED = 130;

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine command, ParseResult arguments) {
        if (failure instanceof CancellationException) {
            return INTERRUPTED;
        }
        PrintWriter out = command.getErr();
        Optional<String> sentence = of(failure);
        if (sentence.isPresent()) {
            out.println(sentence.get());
        } else {
            out.println("This is a bug in Steadfast's launcher:");
            failure.printStackTrace(out);
        }
        out.flush();
        return FAILED;
    }

    /** Returns the sentence; empty if the user can't fix the failure. */
    static Optional<String> of(Throwable failure) {
        return switch (failure) {
            case LaunchFailure launch -> Optional.ofNullable(launch.getMessage());
            case UncheckedIOException wrapped when wrapped.getCause() != null ->
                    of(wrapped.getCause());
            case AccessDeniedException denied -> Optional.of(denied(denied.getFile()));
            case IOException e when String.valueOf(e.getMessage()).contains("No space left") ->
                    Optional.of(
                            "The disk is full (%s): make room and start again."
                                    .formatted(e.getMessage()));
            case FileSystemException e ->
                    Optional.of("A file is in the way: %s.".formatted(e.getMessage()));
            default -> Optional.empty();
        };
    }

    private static String denied(String file) {
        return "%s belongs to %s, so this user cannot use it: start as that user, or give the files back with chown -R."
                .formatted(file, ownerOf(Path.of(file)));
    }

    private static String ownerOf(Path file) {
        for (Path known = file; known != null; known = known.getParent()) {
            try {
                int uid = Owner.of(known).uid();
                return uid == 0 ? "root" : "user " + uid;
            } catch (IOException e) {
                // A file in a closed folder cannot be checked; the folder is reported instead.
            }
        }
        return "another user";
    }
}
