// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {CommonBase} from "forge-std/Base.sol";
import {StdCheats} from "forge-std/StdCheats.sol";
import {StdUtils} from "forge-std/StdUtils.sol";
import {HolderGovernor} from "../../../contracts/src/governance/HolderGovernor.sol";
import {ModelTreasury} from "../../../contracts/src/governance/ModelTreasury.sol";
import {RevenueShareToken} from "../../../contracts/src/token/RevenueShareToken.sol";

/// @notice Acts at random as holders, donors and payees, and keeps a naive account of it: at each snapshot it notes every balance.
contract GovernanceHandler is CommonBase, StdCheats, StdUtils {
    struct Proposal {
        address proposer;
        address payee;
        uint256 amountWei;
        uint256 version;
        uint256 snapshot;
        uint256 deadline;
        bool noted;
        bool canceled;
        bool executed;
        bool succeeds;
        uint256 supply;
        uint256 forVotes;
        uint256 againstVotes;
    }

    HolderGovernor private immutable _governor;
    ModelTreasury private immutable _treasury;
    RevenueShareToken private immutable _token;
    address[] public accounts;
    uint256[] public versions;

    Proposal[] private _proposals;
    mapping(uint256 proposalId => mapping(address account => uint256)) public held;
    mapping(uint256 proposalId => mapping(address account => bool)) public voted;
    mapping(address account => bool) public excluded;
    mapping(address payee => uint256) public paidWei;
    uint256 public donatedWei;
    uint256 public grantedWei;
    uint256 public recommendedBy;
    uint256 public exclusions;
    uint256 public time;
    /// What went wrong inside a call, where a failed assertion would pass for a revert of the call.
    string public violation;
    mapping(bytes32 what => uint256) public reached;

    constructor(HolderGovernor governor, address[] memory accounts_, uint256[] memory versions_) {
        _governor = governor;
        _treasury = ModelTreasury(payable(governor.treasury()));
        _token = RevenueShareToken(payable(governor.token()));
        accounts = accounts_;
        versions = versions_;
        donatedWei = address(_treasury).balance;
        time = block.timestamp;
    }

    modifier timed() {
        // Forge does not carry the time everywhere.
        vm.warp(time);
        _;
    }

    function accountCount() external view returns (uint256) {
        return accounts.length;
    }

    function proposalCount() external view returns (uint256) {
        return _proposals.length;
    }

    /// @param id From 1, as the governor counts.
    function proposal(uint256 id) public view returns (Proposal memory) {
        return _proposals[id - 1];
    }

    function wait(uint256 seconds_) external timed {
        _warp(time + bound(seconds_, 1, 12 hours));
    }

    /// @notice To where something about a proposal changes.
    function waitFor(uint256 seed, uint256 what) external timed {
        if (_proposals.length == 0) return;
        Proposal storage proposal_ = _proposals[_recent(seed) - 1];
        uint256 until = proposal_.snapshot + 1;
        if (what % 12 == 1) until = proposal_.deadline;
        if (what % 12 == 2) until = proposal_.deadline + 2 days - 1;
        if (what % 12 == 3) until = proposal_.deadline + 2 days;
        if (what % 12 == 4) until = proposal_.deadline + 16 days - 1;
        if (what % 12 == 5) until = proposal_.deadline + 16 days;
        if (until > time) _warp(until);
    }

    function transfer(uint256 from, uint256 to, uint256 amount) external timed {
        address sender = _account(from);
        // One in six to the treasury.
        address receiver = to % 6 == 0 ? address(_treasury) : _account(to);
        amount = bound(amount, 0, _token.balanceOf(sender) / 2);
        vm.prank(sender);
        _token.transfer(receiver, amount);
        reached["transfer"]++;
    }

    function burn(uint256 seed, uint256 amount) external timed {
        address account = _account(seed);
        uint256 balance = _token.balanceOf(account);
        if (balance < 2) return;
        amount = bound(amount, 1, balance / 10 + 1);
        vm.prank(account);
        _token.burn(amount);
        reached["burn"]++;
    }

    /// @notice At most one of the accounts, so that somebody always votes.
    function excludeSelf(uint256 seed) external timed {
        if (seed % 8 != 0 || exclusions == 1) return;
        exclusions++;
        address account = _account(seed / 8);
        excluded[account] = true;
        vm.prank(account);
        _token.excludeSelf();
        reached["excludeSelf"]++;
    }

    function depositRevenue(uint256 amountWei) external timed {
        amountWei = bound(amountWei, 1, 1 ether);
        deal(address(this), amountWei);
        _token.deposit{value: amountWei}();
    }

    function donate(uint256 amountWei) external timed {
        amountWei = bound(amountWei, 1, 2 ether);
        deal(address(this), amountWei);
        (bool paid,) = address(_treasury).call{value: amountWei}("");
        if (!paid) violation = "donation refused";
        donatedWei += amountWei;
    }

    function proposeGrant(uint256 seed, uint256 amountWei, uint256 payee) external timed {
        amountWei = bound(amountWei, 1, 3 ether);
        address to = address(uint160(0xbeef0000 + payee % 3));
        address proposer = _proposer(seed);
        bool open = _hasOpenProposal(proposer);
        vm.prank(proposer);
        try _governor.proposeGrant{value: 1}(address(0), to, amountWei, "") returns (uint256 id) {
            _noteProposal(id, proposer, open);
            _proposals[id - 1].payee = to;
            _proposals[id - 1].amountWei = amountWei;
            reached["proposeGrant"]++;
        } catch {
            reached["refusedProposal"]++;
        }
    }

    function proposeVersion(uint256 seed, uint256 version) external timed {
        address proposer = _proposer(seed);
        bool open = _hasOpenProposal(proposer);
        version = versions[version % versions.length];
        vm.prank(proposer);
        try _governor.proposeVersion{value: 1}(version, "") returns (uint256 id) {
            _noteProposal(id, proposer, open);
            _proposals[id - 1].version = version;
            reached["proposeVersion"]++;
        } catch {
            reached["refusedProposal"]++;
        }
    }

    function vote(uint256 seed, uint256 which, uint256 support) external timed {
        if (_proposals.length == 0) return;
        address account = _account(seed);
        uint256 id = _recent(which);
        Proposal storage proposal_ = _proposals[id - 1];
        // Three in five for it: else nothing would ever be decided.
        uint8 support_ = support % 5 < 3 ? 1 : support % 5 == 3 ? 0 : 2;
        bool active = !proposal_.canceled && time > proposal_.snapshot && time <= proposal_.deadline;
        uint256 weight = held[id][account];
        bool allowed = active && weight != 0 && !voted[id][account];
        vm.prank(account);
        try _governor.castVote(id, support_) returns (uint256 counted) {
            if (!allowed) violation = "2: voted though not allowed";
            if (counted != weight) violation = "2: another weight than was held";
            voted[id][account] = true;
            if (support_ == 1) proposal_.forVotes += weight;
            if (support_ == 0) proposal_.againstVotes += weight;
            bool succeeds = _hasQuorum(proposal_) && proposal_.forVotes > proposal_.againstVotes;
            if (succeeds && !proposal_.succeeds && time + 2 days > proposal_.deadline) {
                proposal_.deadline = time + 2 days;
                reached["lateSuccess"]++;
            }
            proposal_.succeeds = succeeds;
            reached["vote"]++;
        } catch {
            if (allowed) violation = "vote refused";
        }
    }

    function cancel(uint256 seed, uint256 which) external timed {
        if (_proposals.length == 0 || seed % 4 != 0) return;
        uint256 id = _recent(which);
        Proposal storage proposal_ = _proposals[id - 1];
        bool allowed = !proposal_.canceled && time <= proposal_.snapshot;
        vm.prank(proposal_.proposer);
        try _governor.cancel(id) {
            if (!allowed) violation = "cancelled though not allowed";
            proposal_.canceled = true;
            reached["cancel"]++;
        } catch {
            if (allowed) violation = "cancel refused";
        }
    }

    function execute(uint256 which) external timed {
        if (_proposals.length == 0) return;
        uint256 id = _recent(which);
        Proposal storage proposal_ = _proposals[id - 1];
        bool allowed = isExecutable(id)
            && (proposal_.version != 0 ? id > recommendedBy : proposal_.amountWei <= address(_treasury).balance);
        try _governor.execute(id) {
            if (!allowed) violation = "3: executed though not allowed";
            proposal_.executed = true;
            if (proposal_.version != 0) {
                recommendedBy = id;
                reached["recommended"]++;
            } else {
                grantedWei += proposal_.amountWei;
                paidWei[proposal_.payee] += proposal_.amountWei;
                reached["granted"]++;
            }
        } catch {
            if (allowed) violation = "execute refused";
            reached["refusedExecution"]++;
        }
    }

    /// @notice By the rules alone, without what the treasury has.
    function isExecutable(uint256 id) public view returns (bool) {
        Proposal storage proposal_ = _proposals[id - 1];
        return !proposal_.canceled && !proposal_.executed && proposal_.noted
            && proposal_.forVotes > proposal_.againstVotes && _hasQuorum(proposal_)
            && time >= proposal_.deadline + 2 days && time < proposal_.deadline + 16 days;
    }

    function _hasQuorum(Proposal storage proposal_) private view returns (bool) {
        return proposal_.forVotes * 5 >= proposal_.supply;
    }

    function _hasOpenProposal(address proposer) private view returns (bool) {
        for (uint256 i = 0; i < _proposals.length; i++) {
            Proposal storage proposal_ = _proposals[i];
            if (proposal_.proposer == proposer && !proposal_.canceled && time <= proposal_.deadline) return true;
        }
        return false;
    }

    function _noteProposal(uint256 id, address proposer, bool open) private {
        if (open) violation = "4: a second open proposal";
        if (id != _proposals.length + 1) violation = "another number";
        Proposal storage proposal_ = _proposals.push();
        proposal_.proposer = proposer;
        proposal_.snapshot = _token.periodEnd();
        proposal_.deadline = proposal_.snapshot + 7 days;
        if (_governor.proposalSnapshot(id) != proposal_.snapshot) violation = "another snapshot";
    }

    /// @dev Nothing moves while time passes, so the balances of now are those of every snapshot that it passes.
    function _warp(uint256 until) private {
        for (uint256 i = 0; i < _proposals.length; i++) {
            Proposal storage proposal_ = _proposals[i];
            if (proposal_.noted || proposal_.snapshot > until) continue;
            proposal_.noted = true;
            for (uint256 j = 0; j < accounts.length; j++) {
                if (excluded[accounts[j]]) continue;
                held[i + 1][accounts[j]] = _token.balanceOf(accounts[j]);
                proposal_.supply += _token.balanceOf(accounts[j]);
            }
        }
        time = until;
        vm.warp(until);
    }

    /// @dev One of the newest four, of which something can still become.
    function _recent(uint256 seed) private view returns (uint256 id) {
        uint256 count = _proposals.length;
        return count - seed % (count < 4 ? count : 4);
    }

    function _proposer(uint256 seed) private returns (address account) {
        account = _account(seed);
        deal(account, 1);
    }

    function _account(uint256 seed) private view returns (address) {
        return accounts[seed % accounts.length];
    }
}
