# Run by sshd as ForceCommand: asks the test's process, over its socket, what the shell answers. Perl, because it starts in a few milliseconds.
use strict;
use warnings;
use Socket;

socket(my $test, PF_UNIX, SOCK_STREAM, 0) or die "no socket: $!";
connect($test, sockaddr_un($ARGV[0])) or die "nobody answers for the shell: $!";
syswrite($test, $ENV{SSH_ORIGINAL_COMMAND} // '');
shutdown($test, 1);
my $ending = <$test> // die 'the shell was cut off';
print while <$test>;
# The host goes away under the session: no exit code arrives.
kill('KILL', getppid()) if $ending eq "gone\n";
exit $ending;
