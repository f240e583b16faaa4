# snmpd's pass_persist handler (snmpd.conf(5)): serves `OID|type|value` lines of the files named after the file for what was written, read anew
# when they change. A line `!OID|value|OID|value` says what another object becomes once a value was written. Types as ASN.1 tags: 2 integer,
# 4 string, 4x string in hex, 6 object identifier, 64 address, 65 counter, 66 gauge, 67 ticks.
# Perl, because every agent starts four of them and they start in a few milliseconds.
use strict;
use warnings;
use List::Util qw(first);
use Time::HiRes ();

my ($sets_file, @files) = @ARGV;
my %names = (2 => 'integer', 4 => 'string', '4x' => 'octet', 6 => 'objectid', 64 => 'ipaddress', 65 => 'counter', 66 => 'gauge', 67 => 'timeticks');
my $powernet_control = '1.3.6.1.4.1.318.1.1.1.6.';
my $conserve_battery = "${powernet_control}1.1.0";
my $output_status = '1.3.6.1.4.1.318.1.1.1.4.1.1.0';
# RFC 1628: a test is named together with its lock, which holds the value just read.
my $test_name = '1.3.6.1.2.1.33.1.7.1.0';
my $test_lock = '1.3.6.1.2.1.33.1.7.2.0';

my $stamp = '';
my (%objects, @order, @reactions);
my $is_unlocked = 0;
$| = 1;

sub compare {
  my @left = split /\./, $_[0];
  my @right = split /\./, $_[1];
  for my $index (0 .. ($#left < $#right ? $#left : $#right)) {
    my $difference = $left[$index] <=> $right[$index];
    return $difference if $difference != 0;
  }
  return @left <=> @right;
}

sub lines_of {
  my ($file) = @_;
  open(my $handle, '<', $file) or die "$file: $!";
  chomp(my @lines = <$handle>);
  return @lines;
}

sub refresh {
  my $now = join ',', map { my @facts = Time::HiRes::stat($_); "$facts[9]:$facts[7]:$facts[1]" } @files;
  return if $now eq $stamp;
  $stamp = $now;
  %objects = ();
  @reactions = ();
  for my $file (@files) {
    for my $line (lines_of($file)) {
      my ($oid, $type, $value) = split /\|/, $line, 3;
      next unless defined $value;
      if ($oid =~ s/^!//) {
        my ($then, $becomes) = split /\|/, $value, 2;
        push @reactions, { written => $oid, value => $type, then => $then, becomes => $becomes };
      } elsif (defined $names{$type}) {
        $objects{$oid} = { type => $type, value => $value, file => $file };
      }
    }
  }
  @order = sort { compare($a, $b) } keys %objects;
}

sub answer {
  my ($oid) = @_;
  my $found = $objects{$oid} or return 'NONE';
  my ($type, $value) = @$found{qw(type value)};
  return ".$oid\noctet\n" . join(' ', $value =~ /../g) if $type eq '4x';
  return ".$oid\noctet\n" . join(' ', unpack('H*', $value) =~ /../g) if $type eq '4' && $value !~ /^[\x20-\x7e]*$/;
  $value = ".$value" if $type eq '6' && $value !~ /^\./;
  return ".$oid\n$names{$type}\n$value";
}

sub note {
  my ($oid, $value) = @_;
  $value =~ s/(["\\])/\\$1/g;
  $value =~ s/([\x00-\x1f])/sprintf('\\u%04x', ord $1)/ge;
  open(my $sets, '>>', $sets_file) or die "$sets_file: $!";
  print $sets qq({"oid":"$oid","value":"$value"}\n);
  close($sets) or die "$sets_file: $!";
}

sub store {
  my ($oid, $value) = @_;
  my $found = $objects{$oid} or return;
  my @lines = map { /^\Q$oid\E\|/ ? "$oid|$found->{type}|$value" : $_ } lines_of($found->{file});
  open(my $file, '>', $found->{file}) or die "$found->{file}: $!";
  print $file join("\n", @lines);
  close($file) or die "$found->{file}: $!";
}

sub set {
  my ($oid, $assignment) = @_;
  my $found = $objects{$oid} or return 'not-writable';
  my $value = $assignment =~ s/^[^ ]* //r;
  $value =~ s/^"|"$//g;
  return 'wrong-value' if $oid eq $conserve_battery && $value eq '2' && ($objects{$output_status}{value} // '') ne '3';
  if ($oid eq $test_lock) {
    $is_unlocked = $value eq $found->{value};
    return 'inconsistent-value' unless $is_unlocked;
  }
  return 'inconsistent-value' if $oid eq $test_name && $objects{$test_lock} && !$is_unlocked;
  note($oid, $value);
  $is_unlocked = 0 if $oid eq $test_name;
  if ($oid eq $test_lock) { store($oid, $value + 1) }
  elsif (index($oid, $powernet_control) != 0) { store($oid, $value) }
  for my $reaction (@reactions) {
    store(@$reaction{qw(then becomes)}) if $reaction->{written} eq $oid && $reaction->{value} eq $value;
  }
  return 'DONE';
}

sub next_line {
  my $line = <STDIN>;
  chomp $line if defined $line;
  return $line;
}

sub next_oid {
  my $oid = next_line() // '';
  $oid =~ s/^\s*\.?|\s+$//g;
  return $oid;
}

while (defined(my $command = next_line())) {
  # net-snmp sends an empty line after each set.
  next if $command eq '';
  if ($command eq 'PING') {
    print "PONG\n";
    next;
  }
  refresh();
  my $oid = next_oid();
  if ($command eq 'get') { print answer($oid), "\n" }
  elsif ($command eq 'getnext') {
    my $follower = first { compare($_, $oid) > 0 } @order;
    print defined $follower ? answer($follower) : 'NONE', "\n";
  } elsif ($command eq 'set') { print set($oid, next_line() // ''), "\n" }
}
