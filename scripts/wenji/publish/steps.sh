# The steps of publishing, carried out on the target in its folder with its lock held.
# Each tells what it finds in lines `WORD REST`; `step` closes the answer with `end STATUS`.
#
#   releases/NAME/site/        the files of a release; NAME is TIME-DIGEST, so names sort by time
#   releases/NAME/SHA256SUMS   for `sha256sum --check`; DIGEST begins the digest of this file
#   releases/.incoming/NAME/   a release that is not whole yet, or never became so
#   releases/.removed/         what is being deleted
#   releases/.stamp            its time is the newest that was ever given to files
#   current, previous          -> releases/NAME

# step STEP ARGUMENTS .: the last word must be `.`, so that a line cut off is not obeyed.
step() {
    for last; do :; done
    if [ "$last" = . ]; then
        ("$@") </dev/null
        echo "end $?"
    else
        echo 'end 99'
    fi
}

releases() { # the names of all releases, oldest first
    for folder in releases/[0-9]*T[0-9]*Z-????????????????; do
        [ ! -f "$folder/SHA256SUMS" ] || echo "${folder#releases/}"
    done
}

of_link() { # LINK: the release that it leads to, nothing where there is none
    target=$(readlink "$1") && [ -d "$target" ] && echo "${target#releases/}" || :
}

discard() { # FOLDER...: renamed first, so that no release is ever half there
    for folder; do
        [ ! -d "$folder" ] || mv -T "$folder" "releases/.removed/${folder##*/}.$$" || :
    done
    rm -rf releases/.removed/* || :
}

# --- publish -------------------------------------------------------------------------------------

# prepare DIGEST KEEP: choose name and stamp of the release to be, and make its folder.
# `name NAME`, and `link FOLDER` for each folder of `releases/` that may hold the same files;
# or `same NAME` when the release on show has this content, and is whole.
prepare() {
    rm -rf releases/.removed/* || :
    current=$(of_link current)
    case $current in
        *-"$1") if check "$current" "releases/$current" >/dev/null; then
            echo "same $current"
            prune "$2"
            return
        fi ;;
    esac
    [ -z "$current" ] || echo "link $current/site"
    for name in $(releases); do
        case $name in "$current") ;; *-"$1") echo "link $name/site" ;; esac
    done
    for folder in releases/.incoming/*-"$1"; do # this one, interrupted: what was copied then
        [ ! -d "$folder/site" ] || echo "link .incoming/${folder##*/}/site"
    done
    # A server's ETag is a file's time and size. So one time is given to all new files, whole
    # seconds, and it is never one that was given before: no two contents of a path share it.
    newest=$(stat -c %Y releases/.stamp releases/*/SHA256SUMS 2>/dev/null | sort -rn | head -n 1)
    stamp=$(date +%s)
    [ "$stamp" -gt "${newest:-0}" ] || stamp=$((newest + 1))
    touch -d "@$stamp" releases/.stamp || return
    name=$(date -u -d "@$stamp" +%Y%m%dT%H%M%SZ)-$1
    mkdir "releases/.incoming/$name" && echo "name $name"
}

# finish NAME KEEP: check what was copied, and put it on show.
finish() {
    new=releases/.incoming/$1
    # What interrupted runs left goes first. Then the files that have one name are new, and all
    # others are links to files of releases, with the time that they have there.
    for folder in releases/.incoming/*; do
        [ "$folder" = "$new" ] || discard "$folder"
    done
    find "$new" -type f -links 1 -exec touch -c -r releases/.stamp {} + || return
    check "$1" "$new" || return
    sync -f . && mv -T "$new" "releases/$1" && show "$1" && prune "$2"
}

# abandon: what was copied gives its place free; after a copy that failed, as on a full disk.
abandon() {
    discard releases/.incoming/*
}

show() { # NAME: put it on show; readers meet the old release or the new one
    old=$(of_link current)
    if [ -n "$old" ] && [ "$old" != "$1" ]; then
        point previous "$old" || return
    fi
    point current "$1" && sync -f .
}

point() { # LINK NAME: by one rename(2)
    rm -f ".$1.new" && ln -s "releases/$2" ".$1.new" && mv -T ".$1.new" "$1"
}

prune() { # KEEP: the last so many stay, and what the links lead to
    current=$(of_link current) previous=$(of_link previous)
    for name in $(releases | sort -r | tail -n "+$(($1 + 1))"); do
        case $name in
            "$current" | "$previous") ;;
            *) discard "releases/$name" ;;
        esac
    done
    discard releases/.incoming/*
}

# --- check ---------------------------------------------------------------------------------------

# check NAME FOLDER: hold each file against its digest, SHA256SUMS against the name, and see that
# there is nothing else. `damaged FILE`, `missing FILE`, `extra FILE`; status 1 if there is any.
check() {
    found=$(cd "$2" && compare "${1##*-}" | sort -u) || return
    [ -z "$found" ] || {
        printf '%s\n' "$found"
        return 1
    }
}

compare() { # DIGEST
    case $(sha256sum <SHA256SUMS) in "$1"*) ;; *) echo damaged SHA256SUMS ;; esac
    sha256sum --check --quiet SHA256SUMS 2>/dev/null | sed -n 's/^\(.*\): FAILED$/damaged \1/p'
    find site ! -type d ! -type f -printf 'extra %p\n'
    { cut -c 67- SHA256SUMS; find site ! -type d; } | sort | uniq -u | while IFS= read -r file; do
        if [ -e "$file" ]; then echo "extra $file"; else echo "missing $file"; fi
    done
}

# verify WHICH: `name NAME`, then as `check`. Status 4 where there is no such release.
verify() {
    name=$(choose "$1")
    [ -n "$name" ] || return 4
    echo "name $name"
    check "$name" "releases/$name"
}

# rollback WHICH: as `verify`, and when it is whole, put it on show.
rollback() {
    verify "$1" && show "$name"
}

choose() { # WHICH: `current`, `before` it, a name or a digest; of several the newest
    current=$(of_link current)
    case $1 in
        current) echo "$current" ;;
        before) before ;;
        *) releases | while read -r name; do
            case $name in "$1" | *-"$1") echo "$name" ;; esac
        done | tail -n 1 ;;
    esac
}

# What was on show before a publish is where `previous` leads. After a rollback that is newer than
# what is on show, and the next step back is to the release before it.
before() {
    previous=$(of_link previous)
    if [ "$previous" != "$current" ] && is_older "$previous" "$current"; then
        echo "$previous"
    else
        releases | while read -r name; do
            if is_older "$name" "$current" && [ "$name" != "$current" ]; then echo "$name"; fi
        done | tail -n 1
    fi
}

is_older() { # NAME NAME; nothing is not older
    [ -n "$1" ] && [ "$(printf '%s\n' "$1" "$2" | sort | head -n 1)" = "$1" ]
}

# list: `release NAME FILES BYTES`, oldest first; then `current NAME`, `previous NAME`.
list() {
    for name in $(releases); do
        files=$(wc -l <"releases/$name/SHA256SUMS")
        bytes=$(find "releases/$name/site" -type f -print0 | du -cbl --files0-from=- | tail -n 1)
        echo "release $name $files ${bytes%%[!0-9]*}"
    done
    for link in current previous; do echo "$link $(of_link "$link")"; done
}
