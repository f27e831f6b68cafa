# Sent to `sh -s` on the target: looks at it, locks it, and becomes the shell that carries out
# `steps.sh`. Nothing runs before the last line has come: a lost connection leaves no half script.
#
# open_target FOLDER MODE WHO
#   MODE `look`: no lock; `hold`: with the lock; `make`: that, and the folder is made if missing
#   WHO is told to whoever finds the lock held.
# It answers `ready`, or `refused WORD REST`.

refuse() {
    printf 'refused %s\n' "$*"
    exit 3
}

# What comes is passed on to the shell until the sender falls silent; he sends a line end every
# few seconds. So the lock is free again soon after his machine lost its power, when no end of the
# connection was ever told. `dd` takes what is there and never reads ahead.
PUMP='
echo ready
while chunk=$(timeout 60 dd bs=65536 count=1 2>/dev/null; echo .); chunk=${chunk%.}
    [ -n "$chunk" ]
do printf %s "$chunk"; done | sh -s'

is_ours() { # LINK: leads to one of our releases, or is not there
    [ -L "$1" ] || { [ ! -e "$1" ]; return; }
    case $(readlink "$1") in
        releases/*/*) return 1 ;;
        releases/[0-9]*T[0-9]*Z-????????????????) return 0 ;;
        *) return 1 ;;
    esac
}

has_tools() {
    lacking=
    for tool in flock rsync find sha256sum sync timeout dd touch stat mv du; do
        command -v "$tool" >/dev/null || lacking="$lacking $tool"
    done
    [ -z "$lacking" ] || refuse lacking "${lacking# }"
    for tool in mv sync touch find; do
        "$tool" --version 2>/dev/null | grep -q GNU || refuse not-gnu "$tool"
    done
}

open_target() {
    has_tools
    if [ "$2" = make ]; then
        mkdir -p -- "$1" || refuse no-folder
    fi
    cd -- "$1" 2>/dev/null || refuse no-target
    for link in current previous; do is_ours "$link" || refuse foreign "$link"; done
    if [ "$2" = make ]; then
        mkdir -p releases/.incoming releases/.removed || refuse no-folder
    fi
    [ -d releases/.incoming ] || refuse no-target
    [ "$2" != look ] || exec sh -c "$PUMP"
    # The lock is the system's: it ends with its last process, however that ends.
    WHO=$3 PUMP=$PUMP flock --nonblock --conflict-exit-code 75 releases/.lock \
        sh -c 'printf "%s\n" "$WHO" >releases/.lock; eval "$PUMP"'
    [ $? -ne 75 ] || refuse locked "$(head -n 1 releases/.lock)"
    exit
}

umask 022
export LC_ALL=C CDPATH=
