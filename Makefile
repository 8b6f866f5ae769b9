# 营商云眼. The two commands that matter: `make run` and `make test`.
#
#   make run          a usable hall screen from nothing: environment, demo district, server
#   make test         everything, browser tests included; does its own set-up
#   make check        the fast loop: format, lint, types, weaknesses, contracts, unit tests
#   make audit        look every pinned version up in the public advisory databases
#   make bench        the budgets of the design, beside the raw limit and pandas
#   make screenshots  take the pictures in docs/screenshots/ again
#   make clean        remove the environment and caches; data/ stays
#
# Settings: PYTHON (interpreter ≥ 3.11), PORT, CLOUDEYE_DATABASE (database file).

PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
DATABASE := $(or $(CLOUDEYE_DATABASE),data/cloudeye.duckdb)
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq install

.DEFAULT_GOAL := run
.PHONY: run test check lint audit chromium bench screenshots clean

run: $(VENV)/.ready
	@test -e "$(DATABASE)" || $(BIN)/python -m cloudeye demo
	@exec $(BIN)/python -m cloudeye serve --port $(PORT)

test: lint chromium
	@$(BIN)/python -m pytest

check: lint
	@$(BIN)/python -m pytest -m "not browser" --quiet

lint: $(VENV)/.ready-dev
	@$(BIN)/ruff format --check --quiet . || { echo "排版不符：请运行 $(BIN)/ruff format . 后重试。"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/python -m mypy
	@$(BIN)/bandit --quiet --configfile pyproject.toml --recursive cloudeye app.py pages
	@$(BIN)/python -m tests.contracts.advisories --quick

# Ends with an error also when the databases cannot be reached: not looked up is not clean. OSV_URL names a mirror inside the network.
audit: $(VENV)/.ready-dev
	@$(BIN)/python -m tests.contracts.advisories $(if $(OSV_URL),--osv-url $(OSV_URL))

chromium: $(VENV)/.ready-dev
	@$(BIN)/python -m tests.browser.chromium

bench: chromium
	@$(BIN)/python -m benchmarks $(ARGUMENTS)

screenshots: chromium
	@PYTHONPATH=. $(BIN)/python docs/screenshots.py

clean:
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/identity/node_modules
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# One sentence for each thing that a fresh machine may lack, before anything is made.
$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { \
		echo "找不到 $(PYTHON)：请先安装 Python 3.11 以上版本（apt-get install python3 python3-venv），或用 make PYTHON=路径 指定。"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$(PYTHON) 的版本过低（$$($(PYTHON) --version 2>&1)）：需要 Python 3.11 以上，请用 make PYTHON=路径 指定较新的解释器。"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "缺少 Python 虚拟环境组件：请以管理员身份运行 apt-get install python3-venv 后重试。"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# Installed again only when the requirements have changed.
$(VENV)/.ready: requirements.txt constraints.txt | $(BIN)/python
	@echo "正在安装依赖 …"
	@$(PIP) --requirement requirements.txt --constraint constraints.txt || { \
		echo "依赖安装失败：请检查能否访问 Python 软件包源（或用 PIP_FIND_LINKS 指定离线安装包目录）后重试。"; exit 1; }
	@touch $@

$(VENV)/.ready-dev: requirements-dev.txt $(VENV)/.ready
	@echo "正在安装测试工具 …"
	@$(PIP) --requirement requirements-dev.txt --constraint constraints.txt || { \
		echo "测试工具安装失败：请检查能否访问 Python 软件包源（或用 PIP_FIND_LINKS 指定离线安装包目录）后重试。"; exit 1; }
	@touch $@
