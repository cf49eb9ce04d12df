#!/usr/bin/env python3
"""Replay real hang fixes against a linter.

Each line of the data file is one blocking operation that maintainers of a
public repository later bounded. The tree before the fix must be flagged at
that operation; the tree after it must be silent there.

usage: replay.py --tool 'timeoutlint {pkg}' [--data FILE] [--only REGEX]
                 [--limit N] [--out FILE] [--mirror DIR] [--cache DIR]

The tool runs through a shell in the module's directory; {pkg} is the package
pattern. Its output is read as findings: a line that starts with
'FILE.go:LINE' begins one, indented lines after it (the witness) belong to it.
An entry counts as flagged when a finding names its FILE:LINE anywhere, first
line or witness. In the lock categories only findings that carry the tag
--lock-tag count, in the others only those that don't.

Repositories are read from bare git directories MIRROR/OWNER+NAME/repo; one
that is not there is counted as 'not fetched'. A tree of which the tool says,
by an exit status above 1, that it could not check it, or that takes longer
than --timeout, is counted as 'not loaded', neither flagged nor silent.
"""
import argparse, collections, json, os, re, shutil, signal, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
HEAD = re.compile(r"^(?P<file>[^\s:][^:]*\.go):\d+")
POS = re.compile(r"([^\s:()\[\]'\"`,;]+\.go):(\d+)")
LOCK = {"lock", "lock-held-across-io", "lock-held-across-chan"}


def tree(a, repo, sha):
    """Materialise repo@sha once; returns its directory, or None if not fetched."""
    d = os.path.join(a.cache, repo.replace("/", "+") + "-" + sha[:12])
    if os.path.isdir(d):
        return d
    g = os.path.join(a.repos, repo.replace("/", "+"), "repo")
    if not os.path.isdir(g):
        return None
    tmp = d + ".part"
    shutil.rmtree(tmp, ignore_errors=True)
    os.makedirs(tmp)
    git = ["git", "--git-dir", g]
    entries = subprocess.run(git + ["ls-tree", "-rz", sha], stdout=subprocess.PIPE, check=True).stdout.decode().split("\0")
    p = subprocess.Popen(git + ["cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for e in entries:
        meta, _, path = e.partition("\t")
        mode, kind, blob = (meta.split() + [""] * 3)[:3]
        if kind != "blob":
            continue
        p.stdin.write(blob.encode() + b"\n")
        p.stdin.flush()
        head = p.stdout.readline().split()
        if head[-1] == b"missing":  # a mirror may lack large files, which `git archive` ends at
            continue
        data = p.stdout.read(int(head[2]) + 1)[:-1]
        to = os.path.join(tmp, path)
        os.makedirs(os.path.dirname(to), exist_ok=True)
        if mode == "120000":
            os.symlink(data, to.encode())
        else:
            with open(to, "wb") as f:
                f.write(data)
    p.stdin.close()
    p.wait()
    os.rename(tmp, d)
    return d


def run(tool, moddir, pkg, timeout, mod):
    """Runs the tool; returns its exit status and output, or None if it takes longer."""
    env = dict(os.environ, GOFLAGS=f"-mod={mod} -buildvcs=false", GOWORK="off")
    # A session of its own, so that all that the tool started ends with it.
    p = subprocess.Popen(tool.replace("{pkg}", pkg), shell=True, cwd=moddir, env=env, text=True, errors="replace",
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        text, _ = p.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        os.killpg(p.pid, signal.SIGKILL)
        p.communicate()
        return None
    return p.returncode, text


def findings(tool, moddir, pkg, timeout):
    """Runs the tool; returns [(text, {(file, line), …})], or why it could not check the package."""
    vendored = os.path.exists(os.path.join(moddir, "vendor", "modules.txt"))
    got = run(tool, moddir, pkg, timeout, "vendor" if vendored else "mod")
    if vendored and got and got[0] > 1:  # the folder may not be complete
        got = run(tool, moddir, pkg, timeout, "mod")
    if got is None:
        return f"longer than {timeout} s"
    if got[0] > 1:
        return got[1].strip()[:200] or f"exit status {got[0]}"
    out = []
    for ln in got[1].splitlines():
        if HEAD.match(ln) or not out:
            out.append([ln, set()])
        elif ln[:1].isspace():
            out[-1][0] += "\n" + ln
        else:
            out.append([ln, set()])
        for f, n in POS.findall(ln):
            f = f if os.path.isabs(f) else os.path.join(moddir, f)
            out[-1][1].add((os.path.normpath(f), int(n)))
    return out


def at(fs, path, line, category, lock_tag):
    """The findings that name path:line, of the sort that the category asks for."""
    hit = [f for f in fs if any(n == line and (p == path or os.path.basename(path) == os.path.basename(p) and not os.path.exists(p)) for p, n in f[1])]
    if not lock_tag:
        return hit
    return [f for f in hit if bool(re.search(lock_tag, f[0])) == (category in LOCK)]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--tool", required=True)
    ap.add_argument("--data", default=os.path.join(HERE, "heldout.jsonl"))
    ap.add_argument("--only", default="", help="regex over 'id category repo'")
    ap.add_argument("--limit", type=int, default=0)
    ap.add_argument("--out", default="", help="write a JSON line per entry here")
    ap.add_argument("--mirror", dest="repos", default=os.environ.get("MIRROR", "mirrors"))
    ap.add_argument("--cache", default=os.path.join(tempfile.gettempdir(), "timeoutlint-hangfixes"))
    ap.add_argument("--timeout", type=int, default=400)
    ap.add_argument("--lock-tag", default=r"\[lock", help="regex that marks a lock finding; '' for tools without")
    ap.add_argument("--before-only", action="store_true")
    a = ap.parse_args()
    a.repos, a.cache = os.path.abspath(a.repos), os.path.abspath(a.cache)
    os.makedirs(a.cache, exist_ok=True)
    rows = [json.loads(l) for l in open(a.data) if l.strip()]
    rows = [r for r in rows if r.get("loads") and re.search(a.only, f"{r['id']} {r['category']} {r['repo']}")]
    rows = rows[: a.limit] if a.limit else rows
    groups = collections.OrderedDict()
    for r in rows:
        groups.setdefault((r["repo"], r["before"], r["fix"], r["pkg"], r.get("module_dir") or "."), []).append(r)
    tot, hit, sil, siln, unloaded = (collections.Counter() for _ in range(5))
    res, skipped = [], 0
    for (repo, before, fix, pkg, md), rs in groups.items():
        t0 = time.time()
        bdir = tree(a, repo, before)
        if bdir is None:
            skipped += len(rs)
            continue
        pat = pkg if md in (".", "") else "./" + os.path.relpath(os.path.normpath(pkg), os.path.normpath(md))
        bfs = findings(a.tool, os.path.join(bdir, md), pat, a.timeout)
        afs, adir = None, None
        if not a.before_only and any(r.get("after_line") and r.get("loads_after") is not False for r in rs):
            adir = tree(a, repo, fix)
            afs = findings(a.tool, os.path.join(adir, md), pat, a.timeout)
        for r in rs:
            c = r["category"]
            row = {"id": r["id"], "category": c}
            if isinstance(bfs, str):
                unloaded["before"] += 1
                row["not_loaded"] = bfs
            else:
                got = at(bfs, os.path.join(bdir, r["file"]), r["line_before"], c, a.lock_tag)
                tot[c] += 1
                hit[c] += bool(got)
                row.update(flagged_before=bool(got), text=got[0][0].splitlines()[0][:200] if got else "")
            if r.get("after_line") and isinstance(afs, str):
                unloaded["after"] += 1
                row["not_loaded_after"] = afs
            elif r.get("after_line") and afs is not None:
                bad = at(afs, os.path.join(adir, r["file"]), r["after_line"], c, a.lock_tag)
                siln[c] += 1
                sil[c] += not bad
                row.update(silent_after=not bad, text_after=bad[0][0].splitlines()[0][:200] if bad else "")
            res.append(row)
            print(json.dumps(row), f"{time.time() - t0:.0f}s", flush=True, file=sys.stderr)
        if a.out:
            with open(a.out, "w") as f:
                f.writelines(json.dumps(x) + "\n" for x in res)
    print(f"{'category':24} flagged before    silent after")
    for c in sorted(tot | siln):
        print(f"{c:24} {hit[c]:3}/{tot[c]:<3}           {sil[c]:3}/{siln[c]:<3}")
    T, H, S, SN = (sum(x.values()) for x in (tot, hit, sil, siln))
    print(f"not fetched: {skipped}; not loaded: {unloaded['before']} before, {unloaded['after']} after")
    print(f"flagged before {H}/{T} ({100 * H / max(T, 1):.0f}%), silent after {S}/{SN} ({100 * S / max(SN, 1):.0f}%)")


if __name__ == "__main__":
    main()
